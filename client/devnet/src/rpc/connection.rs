//! Who calls: some methods count what each connection does.

use jsonrpsee::{ConnectionId, Extensions};

use crate::front::Socket;

/// Marks the calls of one client inside the process.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Local(pub(crate) u64);

/// A connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Connection {
    Local(Local),
    Remote(Socket, usize),
}

impl Connection {
    /// The connection that a call came by.
    pub(super) fn of(extensions: &Extensions) -> Self {
        match extensions.get::<Local>() {
            Some(local) => Self::Local(*local),
            None => {
                let socket = extensions.get::<Socket>().copied().unwrap_or(Socket(0));
                Self::Remote(socket, extensions.get::<ConnectionId>().map_or(0, |id| id.0))
            }
        }
    }
}
