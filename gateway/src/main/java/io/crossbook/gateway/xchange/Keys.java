package io.crossbook.gateway.xchange;

/// The keys of one account, which may only read. No text ever shows them.
public record Keys(String key, String secret, String passphrase) {

    /// Takes keys, and the query's signature, out of what somebody else's code says.
    String without(String text) {
        String clean = text.replaceAll("(?i)(signature|api-?key)=[^&\\s]*", "$1=***");
        for (String one : new String[]{key, secret, passphrase}) {
            clean = one.isEmpty() ? clean : clean.replace(one, "***");
        }
        return clean;
    }

    @Override
    public String toString() {
        return "Keys[***]";
    }
}
