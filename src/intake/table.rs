//! A table as people's programs write it: commas or semicolons, any end of line, and lines that can be counted.
//!
//! Where the decimal sign is a comma, as in Italy, table programs part the columns of a CSV file by semicolons.

use std::io::{BufRead, BufReader, Chain, Cursor, Read};

use memchr::memchr_iter;

/// The first line is looked for in so many bytes.
const HEAD: u64 = 64 * 1024;

/// Reads the lines of a table, the first of which is its header.
pub(super) struct Table<R> {
    reader: csv::Reader<Whole<R>>,
}

/// What was looked at, and then the rest.
type Whole<R> = Chain<Cursor<Vec<u8>>, BufReader<Lines<R>>>;

/// One line, with its place in the file, from 1. A line with quoted ends of line in it is at the first of them.
pub(super) struct Line {
    pub(super) number: u64,
    /// `None`: it is not UTF-8.
    pub(super) cells: Option<csv::StringRecord>,
}

impl<R: Read> Table<R> {
    /// Looks at the first line that is not blank to see what parts the columns.
    pub(super) fn open(file: R) -> std::io::Result<Self> {
        let mut rest = BufReader::new(Lines { file, after_return: false, last: b'\n' });
        let mut head = Vec::new();
        let mut start = 0;
        while head.get(start..).is_none_or(|line| line.trim_ascii().is_empty()) {
            start = head.len();
            if rest.by_ref().take(HEAD).read_until(b'\n', &mut head)? == 0 {
                break;
            }
        }
        let first = head.get(start..).unwrap_or_default();
        let delimiter = if memchr_iter(b';', first).count() > memchr_iter(b',', first).count() { b';' } else { b',' };
        let reader =
            csv::ReaderBuilder::new().flexible(true).delimiter(delimiter).from_reader(Cursor::new(head).chain(rest));
        Ok(Self { reader })
    }

    /// The names of the columns, as they stand.
    pub(super) fn header(&mut self) -> Result<&csv::StringRecord, csv::Error> {
        self.reader.headers()
    }

    /// The next line that is not blank.
    pub(super) fn next(&mut self) -> std::io::Result<Option<Line>> {
        let mut record = csv::ByteRecord::new();
        if !self.reader.read_byte_record(&mut record)? {
            return Ok(None);
        }
        // The library tells where it began to look, which is before blank lines; so it is counted from the end.
        let inner: usize = record.iter().map(|cell| memchr_iter(b'\n', cell).count()).sum();
        let number = self.reader.position().line().saturating_sub(1 + inner as u64);
        Ok(Some(Line { number, cells: csv::StringRecord::from_byte_record(record).ok() }))
    }
}

/// The bytes of a file with every end of line written `\n`, the last one too.
struct Lines<R> {
    file: R,
    after_return: bool,
    last: u8,
}

impl<R: Read> Read for Lines<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        loop {
            let read = self.file.read(buffer)?;
            if read == 0 {
                let is_cut = self.last != b'\n';
                self.last = b'\n';
                return match buffer.first_mut().filter(|_| is_cut) {
                    Some(first) => {
                        *first = b'\n';
                        Ok(1)
                    }
                    None => Ok(0),
                };
            }
            let mut kept = 0;
            for index in 0..read {
                let Some(&byte) = buffer.get(index) else { break };
                let is_second_half = byte == b'\n' && self.after_return;
                self.after_return = byte == b'\r';
                if is_second_half {
                    continue;
                }
                self.last = if byte == b'\r' { b'\n' } else { byte };
                if let Some(place) = buffer.get_mut(kept) {
                    *place = self.last;
                }
                kept += 1;
            }
            if kept > 0 {
                return Ok(kept);
            }
        }
    }
}
