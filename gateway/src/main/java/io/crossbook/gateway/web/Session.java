package io.crossbook.gateway.web;

/// Something that stays open for a caller, and ends with its token at the latest.
public interface Session {

    /// Ends it for a reason of ours.
    void end(String why);

    /// Once, whoever ended it.
    void onClose(Runnable then);
}
