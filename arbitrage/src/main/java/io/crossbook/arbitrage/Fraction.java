package io.crossbook.arbitrage;

import java.math.BigInteger;

/// An exact fraction, never below zero: how far a flow through several books reaches. Reduced only when a sum has become long.
record Fraction(BigInteger over, BigInteger under) implements Comparable<Fraction> {

    static final Fraction ZERO = new Fraction(BigInteger.ZERO, BigInteger.ONE);
    static final Fraction ONE = new Fraction(BigInteger.ONE, BigInteger.ONE);

    private static final int LONG_BITS = 512;

    private Fraction reduced() {
        if (under.bitLength() < LONG_BITS) {
            return this;
        }
        BigInteger common = over.gcd(under);
        return new Fraction(over.divide(common), under.divide(common));
    }

    static Fraction of(long whole) {
        return new Fraction(BigInteger.valueOf(whole), BigInteger.ONE);
    }

    Fraction plus(Fraction other) {
        return new Fraction(over.multiply(other.under).add(other.over.multiply(under)),
                under.multiply(other.under)).reduced();
    }

    /// `other` is not larger.
    Fraction minus(Fraction other) {
        return new Fraction(over.multiply(other.under).subtract(other.over.multiply(under)),
                under.multiply(other.under)).reduced();
    }

    Fraction times(Fraction other) {
        return new Fraction(over.multiply(other.over), under.multiply(other.under));
    }

    /// `other` is not zero.
    Fraction divide(Fraction other) {
        return new Fraction(over.multiply(other.under), under.multiply(other.over));
    }

    boolean isWhole() {
        return over.mod(under).signum() == 0;
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
