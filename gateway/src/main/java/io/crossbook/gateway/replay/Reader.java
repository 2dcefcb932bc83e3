package io.crossbook.gateway.replay;

/// Who reads a replay, over whatever it is connected. From any thread.
interface Reader extends Outlet.Pipe {

    /// Calls this when it goes away.
    void onGone(Runnable then);

    /// All of it was written.
    void end();

    /// It cannot have what it wants.
    void refuse(Refusal refusal);

    /// A mistake of ours, or of the tape's.
    void fail(String why);

    /// It does not read: nothing more is said to it.
    void cut(String why);
}
