/// The commands: a command line comes in, an answer on stdout and an exit code go out; everything else goes to stderr.
///
/// [Main] is the door, each command is a class named after it. The only module that sees everything.
@NullMarked
package io.crossbook.cli;

import org.jspecify.annotations.NullMarked;
