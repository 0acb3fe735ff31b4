//! HTTP and WebSocket by hand, so that anything can be sent.

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

/// A WebSocket that is opened again when the other side closes it.
pub struct Channel {
    address: SocketAddr,
    patience: Duration,
    stream: BufReader<TcpStream>,
}

const TEXT: u8 = 1;
const CLOSE: u8 = 8;
const PING: u8 = 9;
const PONG: u8 = 10;

fn upgrade(address: SocketAddr, patience: Duration) -> BufReader<TcpStream> {
    let mut stream = connect(address, patience);
    let head = format!(
        "GET / HTTP/1.1\r\nHost: {address}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
         Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    );
    stream.get_mut().write_all(head.as_bytes()).unwrap();
    let mut line = String::new();
    stream.read_line(&mut line).unwrap();
    assert!(line.contains("101"), "{line}");
    while line != "\r\n" {
        line.clear();
        stream.read_line(&mut line).unwrap();
    }
    stream
}

/// A frame as a client sends it, masked with nothing.
fn frame(first: u8, payload: &[u8]) -> Vec<u8> {
    let mut bytes = vec![first];
    match payload.len() {
        short @ 0..=125 => bytes.push(0x80 | short as u8),
        middle @ 126..=0xffff => {
            bytes.push(0x80 | 126);
            bytes.extend((middle as u16).to_be_bytes());
        }
        long => {
            bytes.push(0x80 | 127);
            bytes.extend((long as u64).to_be_bytes());
        }
    }
    bytes.extend([0; 4]);
    bytes.extend_from_slice(payload);
    bytes
}

impl Channel {
    pub fn open(address: SocketAddr, patience: Duration) -> Self {
        Self { address, patience, stream: upgrade(address, patience) }
    }

    /// Begins anew. What was told on the connection before means nothing any more.
    pub fn reopen(&mut self) {
        self.stream = upgrade(self.address, self.patience);
    }

    /// Sends a message, in pieces if that is asked for. False says that the other side has closed.
    pub fn send(&mut self, message: &[u8], pieces: bool) -> bool {
        let bytes = if pieces && message.len() > 1 {
            let (one, other) = message.split_at(message.len() / 2);
            [frame(TEXT, one), frame(0x80 | PING, b"in between"), frame(0x80, other)].concat()
        } else {
            frame(0x80 | TEXT, message)
        };
        self.stream.get_mut().write_all(&bytes).is_ok()
    }

    /// Sends bytes that are no frame, or no good one.
    pub fn send_raw(&mut self, bytes: &[u8]) -> bool {
        self.stream.get_mut().write_all(bytes).is_ok()
    }

    /// The next message; nothing when the other side has closed. An error says that nothing comes.
    pub fn read(&mut self) -> std::io::Result<Option<Vec<u8>>> {
        let mut message = Vec::new();
        loop {
            let mut head = [0; 2];
            match self.stream.read_exact(&mut head) {
                Ok(()) => {}
                Err(error) if is_patience_over(&error) => return Err(error),
                Err(_) => return Ok(None),
            }
            let length = match head[1] & 0x7f {
                126 => {
                    let mut length = [0; 2];
                    self.stream.read_exact(&mut length)?;
                    u64::from(u16::from_be_bytes(length))
                }
                127 => {
                    let mut length = [0; 8];
                    self.stream.read_exact(&mut length)?;
                    u64::from_be_bytes(length)
                }
                short => u64::from(short),
            };
            let mut payload = vec![0; length as usize];
            self.stream.read_exact(&mut payload)?;
            match head[0] & 0x0f {
                CLOSE => return Ok(None),
                PING => drop(self.send_raw(&frame(0x80 | PONG, &payload))),
                PONG => {}
                _ => {
                    message.extend(payload);
                    if head[0] & 0x80 != 0 {
                        return Ok(Some(message));
                    }
                }
            }
        }
    }
}

fn is_patience_over(error: &std::io::Error) -> bool {
    matches!(error.kind(), std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut)
}
