package io.crossbook.gateway.loop;

/// Makes an inbox for tests of other packages.
public final class InboxTestAccess {

    private InboxTestAccess() {}

    /// With two places and nobody to wake.
    public static Inbox inbox() {
        return new Inbox(2, 2, () -> {});
    }
}
