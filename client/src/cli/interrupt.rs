//! Ctrl-C, and the other ways in which a process is asked to end, while something is on its way.

/// Returns when somebody wishes that this process ends. Before it is called for the first time such a wish ends the process
/// at once: nothing was sent yet.
pub(super) async fn wished() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{signal, SignalKind};
        let kinds = [SignalKind::interrupt(), SignalKind::terminate(), SignalKind::hangup()];
        // Where a signal cannot be heard, it ends the process as ever.
        let mut signals: Vec<_> = kinds.into_iter().filter_map(|kind| signal(kind).ok()).collect();
        let heard = signals.iter_mut().map(|signal| Box::pin(signal.recv()));
        if heard.len() > 0 {
            futures::future::select_all(heard).await;
            return;
        }
    }
    #[cfg(not(unix))]
    if tokio::signal::ctrl_c().await.is_ok() {
        return;
    }
    std::future::pending::<()>().await;
}
