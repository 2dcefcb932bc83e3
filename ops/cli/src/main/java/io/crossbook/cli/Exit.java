package io.crossbook.cli;

import io.crossbook.gateway.config.ConfigException;

/// What the process says by its end, the same for every command.
final class Exit {

    /// Done.
    static final int OK = 0;
    /// Something failed, or a check found a violation.
    static final int FAILED = 1;
    /// The command line was wrong.
    static final int USAGE = 2;
    /// Of what was asked for, nothing could be done.
    static final int NOTHING = 3;
    /// The configuration is wrong.
    static final int CONFIGURATION = ConfigException.EXIT_CODE;

    private Exit() {}
}
