//! HTTP by hand, so that anything can be sent.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpStream},
    time::Duration,
};

/// A connection that is opened again when the other side closes it.
pub struct Wire {
    address: SocketAddr,
    patience: Duration,
    stream: BufReader<TcpStream>,
}

fn connect(address: SocketAddr, patience: Duration) -> BufReader<TcpStream> {
    let stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(patience)).unwrap();
    stream.set_write_timeout(Some(patience)).unwrap();
    stream.set_nodelay(true).unwrap();
    BufReader::new(stream)
}

impl Wire {
    pub fn open(address: SocketAddr, patience: Duration) -> Self {
        Self { address, patience, stream: connect(address, patience) }
    }

    /// Sends a body and reads the answer, which must be JSON or nothing.
    pub fn send(&mut self, body: &[u8]) -> Result<(), String> {
        let head = format!(
            "POST / HTTP/1.1\r\nHost: {}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
            self.address,
            body.len()
        );
        let socket = self.stream.get_mut();
        let sent = socket.write_all(head.as_bytes()).and_then(|()| socket.write_all(body));
        let answer = self.answer();
        // A body that is too large is turned away before it has been read.
        if answer.as_ref().is_ok_and(|(status, _)| *status == 413) || sent.is_err() {
            self.stream = connect(self.address, self.patience);
            return Ok(());
        }
        let (status, text) = answer.map_err(|error| format!("no answer ({error})"))?;
        if status != 200 {
            self.stream = connect(self.address, self.patience);
            return if (400..500).contains(&status) { Ok(()) } else { Err(format!("status {status}")) };
        }
        if !text.is_empty() && serde_json::from_slice::<serde::de::IgnoredAny>(&text).is_err() {
            return Err("an answer that is no JSON".into());
        }
        Ok(())
    }

    fn answer(&mut self) -> std::io::Result<(u16, Vec<u8>)> {
        let mut line = String::new();
        self.stream.read_line(&mut line)?;
        let status = line.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        let mut length = 0;
        loop {
            line.clear();
            if self.stream.read_line(&mut line)? == 0 || line == "\r\n" {
                break;
            }
            let lower = line.to_ascii_lowercase();
            if let Some(value) = lower.strip_prefix("content-length:") {
                length = value.trim().parse().unwrap_or(0);
            }
        }
        let mut text = vec![0; length];
        self.stream.read_exact(&mut text)?;
        Ok((status, text))
    }
}
