//! Reading files of spans, packed or not.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::collected::Input;
use super::{gzip, json, protobuf};

impl Input {
    /// Reads a file. What is wrong with it becomes a problem.
    pub fn read_file(&mut self, path: &Path) {
        let name = path.display().to_string();
        match File::open(path) {
            Ok(file) => self.read_from(&name, file),
            Err(error) => {
                let file = self.file(&name);
                self.problem(&file, None, error.to_string());
            }
        }
    }

    /// Reads all that `reader` has. What came before an error is checked.
    pub fn read_from(&mut self, name: &str, mut reader: impl Read) {
        let mut bytes = Vec::new();
        let end = reader.read_to_end(&mut bytes);
        match end {
            Ok(_) => self.read(name, &bytes),
            Err(error) => {
                if !bytes.is_empty() {
                    self.read(name, &bytes);
                    self.files.pop();
                }
                let file = self.file(name);
                self.problem(&file, None, error.to_string());
            }
        }
    }

    /// Reads what a file holds; `name` is what messages call it. JSON, protobuf, or one of them packed by gzip, is told by the
    /// first bytes. Of a packed file lines and bytes are counted in what was in it.
    pub fn read(&mut self, name: &str, bytes: &[u8]) {
        if gzip::is_gzip(bytes) {
            self.read_from(name, gzip::unpack(bytes));
            return;
        }
        let file = self.file(name);
        if bytes.iter().all(u8::is_ascii_whitespace) {
            self.problem(&file, None, "the file is empty");
        } else if json::is_json(bytes) {
            json::read(self, &file, bytes);
        } else {
            protobuf::read(self, &file, bytes);
        }
    }
}
