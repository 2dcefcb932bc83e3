@NullMarked
package io.crossbook.books;

import org.jspecify.annotations.NullMarked;
