package io.crossbook.arbitrage;

import java.math.BigInteger;

/// An exact fraction in lowest terms, never below zero: how far a flow through several books reaches.
record Fraction(BigInteger over, BigInteger under) implements Comparable<Fraction> {

    static final Fraction ZERO = new Fraction(BigInteger.ZERO, BigInteger.ONE);
    static final Fraction ONE = new Fraction(BigInteger.ONE, BigInteger.ONE);

    Fraction {
        BigInteger common = over.gcd(under);
        over = over.divide(common);
        under = under.divide(common);
    }

    static Fraction of(long whole) {
        return new Fraction(BigInteger.valueOf(whole), BigInteger.ONE);
    }

    Fraction plus(Fraction other) {
        return new Fraction(over.multiply(other.under).add(other.over.multiply(under)),
                under.multiply(other.under));
    }

    /// `other` is not larger.
    Fraction minus(Fraction other) {
        return new Fraction(over.multiply(other.under).subtract(other.over.multiply(under)),
                under.multiply(other.under));
    }

    Fraction times(Fraction other) {
        return new Fraction(over.multiply(other.over), under.multiply(other.under));
    }

    /// `other` is not zero.
    Fraction divide(Fraction other) {
        return new Fraction(over.multiply(other.under), under.multiply(other.over));
    }

    boolean isWhole() {
        return under.equals(BigInteger.ONE);
    }

    boolean isZero() {
        return over.signum() == 0;
    }

    /// The largest whole number that is not above it, at most `most`.
    long floor(long most) {
        return over.divide(under).min(BigInteger.valueOf(most)).longValueExact();
    }

    @Override
    public int compareTo(Fraction other) {
        return over.multiply(other.under).compareTo(other.over.multiply(under));
    }
}
