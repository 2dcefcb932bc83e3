package io.crossbook.gateway.xchange;

import java.net.HttpURLConnection;
import org.knowm.xchange.Exchange;
import org.knowm.xchange.ExchangeSpecification;

/// What every client of XChange is told: how long it waits, where it asks, and to go nowhere else.
final class Specifications {

    private static final int HTTP_MILLIS = 10_000;

    static {
        // XChange asks by HttpURLConnection, which by itself carries key and signature to wherever a redirect says. Nothing else of ours uses it.
        HttpURLConnection.setFollowRedirects(false);
    }

    private Specifications() {}

    /// For a client at a base URL (empty: XChange's own), without the exchange's metadata; whoever asks applies it.
    static ExchangeSpecification of(Exchange exchange, String rest) {
        ExchangeSpecification specification = exchange.getDefaultExchangeSpecification();
        specification.setShouldLoadRemoteMetaData(false);
        specification.setHttpConnTimeout(HTTP_MILLIS);
        specification.setHttpReadTimeout(HTTP_MILLIS);
        if (!rest.isEmpty()) {
            specification.setSslUri(rest);
        }
        return specification;
    }
}
