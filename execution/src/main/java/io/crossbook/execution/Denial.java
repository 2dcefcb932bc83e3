package io.crossbook.execution;

/// Why an order or an opportunity was not let through: what was measured, against which limit, in which unit.
public record Denial(String code, String measured, String limit, String unit) {

    /// How people read it: `balance: 0.5 BTC, limit 1 BTC`.
    @Override
    public String toString() {
        return code + ": " + measured + " " + unit + ", limit " + limit + " " + unit;
    }
}
