//! The roof: hands the command line to the command floor and its answer to the shell.

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    invisibile::cli::main()
}
