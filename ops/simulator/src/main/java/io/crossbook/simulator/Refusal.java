package io.crossbook.simulator;

/// Why an order is not taken; each exchange has its own words for it.
enum Refusal {
    /// The listing is suspended.
    NOT_TRADING,
    /// The price is not on a tick, or none.
    PRICE_STEP,
    /// The size is not on a lot, or none.
    SIZE_STEP,
    /// Less than the smallest size.
    TOO_SMALL,
    /// Less than the smallest price times size.
    TOO_CHEAP,
    /// An order of this client id is known.
    DUPLICATE,
    /// Not so much is free.
    INSUFFICIENT,
    /// It may not take, and would.
    WOULD_TAKE
}
