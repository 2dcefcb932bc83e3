package io.crossbook.gateway.control;

import io.crossbook.gateway.config.Configuration;
import io.crossbook.gateway.live.FeeQuestions;
import io.crossbook.gateway.tape.Secrets;
import io.crossbook.gateway.xchange.Keys;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The keys by which accounts are asked what they cost and hold, out of the environment.
public final class AccountKeys {

    private static final Logger LOG = LoggerFactory.getLogger("crossbook");

    private AccountKeys() {}

    /// Those of accounts of which the environment has them, each made known to `secrets` before anybody uses it; of the others, what is configured counts. One that is
    /// too short to be blanked is not used.
    public static Map<String, Keys> of(Configuration configuration,
            Function<String, @Nullable String> environment, Secrets secrets) {
        var keys = new HashMap<String, Keys>();
        configuration.accounts().forEach((exchange, account) -> {
            List<String> values = account.variables().stream().map(
                    name -> Objects.requireNonNullElse(environment.apply(name), "").strip())
                    .toList();
            if (FeeQuestions.alone(configuration, exchange)) {
                return; // asked over our own wire
            }
            if (values.contains("")) {
                LOG.warn("{}: its account is not asked: the environment lacks one of {}", exchange,
                        String.join(", ", account.variables()));
            } else if (account.named() && hidden(exchange, account.variables(), values, secrets)) {
                keys.put(exchange, new Keys(values.get(0), values.get(1),
                        values.size() > 2 ? values.get(2) : ""));
            }
        });
        return keys;
    }

    private static boolean hidden(String exchange, List<String> names, List<String> values,
            Secrets secrets) {
        try {
            values.forEach(secrets::add);
            return true;
        } catch (IllegalArgumentException e) { // which does not quote it
            LOG.warn("{}: its account is not asked: one of {} holds {}", exchange,
                    String.join(", ", names), e.getMessage());
            return false;
        }
    }
}
