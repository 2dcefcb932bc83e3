package io.crossbook.cli.certify;

import java.io.Serial;

/// What a case wanted is not so.
final class Broken extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    Broken(String seen) {
        super(seen);
    }

    /// Fails the case with what was seen, unless it is as wanted.
    static void unless(boolean wanted, String what, Object seen) {
        if (!wanted) {
            throw new Broken("not " + what + ": " + seen);
        }
    }
}
