package io.crossbook.gateway.config;

import java.util.List;
import java.util.stream.Stream;

/// Where the keys of an account are found: the names of environment variables, never the keys themselves. Empty names: there are none.
///
/// With keys that may only read, an exchange tells what trading costs there, what is held, and which networks are open. `live` is one of the
/// two places where trading with real money has to be written; `dedicated` says that nobody and nothing else trades on the account.
public record Account(String keyEnv, String secretEnv, String passphraseEnv, boolean live,
        boolean dedicated) {

    /// No keys: what is configured counts.
    public static final Account NONE = new Account("", "", "", false, false);

    // What stands here by mistake may be a key: it is not shown.
    static final Form<String> VARIABLE = Form.hidden(
            "the name of an environment variable such as BINANCE_KEY (never a key itself)",
            text -> text.matches("[A-Z][A-Z0-9_]{2,49}") && text.contains("_") ? text : null);

    private static final Form<Boolean> FLAG = Form.FLAG.secretly();

    static Account read(Section section) {
        var account = new Account(section.value("keyEnv", VARIABLE, ""),
                section.value("secretEnv", VARIABLE, ""),
                section.value("passphraseEnv", VARIABLE, ""),
                section.value("live", FLAG, false),
                section.value("dedicated", FLAG, false));
        section.end();
        if (section.has("keyEnv") != section.has("secretEnv")) {
            section.wrong(section.has("keyEnv") ? "secretEnv" : "keyEnv",
                    "is missing: key and secret belong together");
        }
        return account;
    }

    /// Whether any keys are named.
    public boolean named() {
        return !keyEnv.isEmpty() && !secretEnv.isEmpty();
    }

    /// The variables that are named: key, secret and, where there is one, passphrase.
    public List<String> variables() {
        return Stream.of(keyEnv, secretEnv, passphraseEnv).filter(name -> !name.isEmpty()).toList();
    }
}
