//! The roof: hands the command line to the command floor and its answer to the shell.

fn main() -> std::process::ExitCode {
    invisibile::cli::main()
}
