package io.crossbook.gateway.replay;

/// Nobody reads a replay any more: it ends where it is.
final class Gone extends RuntimeException {

    private static final long serialVersionUID = 1;

    Gone(String why) {
        super(why, null, false, false);
    }
}
