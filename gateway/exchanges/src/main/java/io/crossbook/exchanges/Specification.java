package io.crossbook.exchanges;

import io.crossbook.books.Instrument;
import io.crossbook.books.Rules;

/// One row of an exchange's metadata: what it lists, under which symbol, by which rules.
public record Specification(String symbol, Instrument instrument, Rules rules) {}
