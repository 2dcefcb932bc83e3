/// Tests of the acceptance list itself.
@NullMarked
package io.crossbook.cli.certify;

import org.jspecify.annotations.NullMarked;
