package io.crossbook.exchanges;

import java.lang.reflect.InvocationTargetException;
import java.util.List;

/// Finds the dialect of a name: `binance-futures` is `BinanceFuturesDialect` in the folder `binance`.
///
/// The folder is the name up to the first `-`. A dialect is a public class whose public constructor takes an [Entry].
public final class Dialects {

    private static final List<String> NAMES = List.of("binance", "binance-futures", "bybit",
            "coinbase", "kraken", "okx", "xchange");

    private Dialects() {}

    /// All dialects of this module, in the order of the alphabet.
    public static List<String> names() {
        return NAMES;
    }

    /// A new dialect; `name` is the entry's `dialect:`, or its own name when it has none. [IllegalArgumentException] when
    /// there is no such dialect.
    public static Dialect of(String name, Entry entry) {
        try {
            return Class.forName(className(name)).asSubclass(Dialect.class)
                    .getConstructor(Entry.class).newInstance(entry);
        } catch (ClassNotFoundException | NoClassDefFoundError e) {
            throw new IllegalArgumentException(
                    "there is no dialect '" + name + "', only " + NAMES, e);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException wrong) {
                throw wrong;
            }
            throw new IllegalStateException("dialect '" + name + "' does not start", e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "dialect '" + name + "' is no public class with a constructor of Entry", e);
        }
    }

    /// The class that a name stands for.
    static String className(String name) {
        var simple = new StringBuilder();
        boolean start = true;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '-') {
                start = true;
            } else {
                simple.append(start ? Character.toUpperCase(c) : c);
                start = false;
            }
        }
        int dash = name.indexOf('-');
        String folder = dash < 0 ? name : name.substring(0, dash);
        return Dialects.class.getPackageName() + "." + folder + "." + simple + "Dialect";
    }
}
