package io.crossbook.gateway.replay;

import io.crossbook.gateway.web.Session;

/// Who reads a replay, over whatever it is connected. From any thread; where it is ended, nothing more is said to it.
interface Reader extends Outlet.Pipe, Session {

    /// All of it was written; `missing` says what was not found of what was wanted, empty where all was.
    void done(String missing);

    /// It cannot have what it wants.
    void refuse(Refusal refusal);

    /// A mistake of ours, or of the tape's.
    void fail(String why);
}
