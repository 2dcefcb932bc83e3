package io.crossbook.gateway.xchange;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.knowm.xchange.binance.dto.BinanceException;
import si.mazi.rescu.ParamsDigest;
import si.mazi.rescu.SynchronizedValueFactory;

/// What XChange 5.2.0 does not ask Binance: the commission of one pair (developers.binance.com, Spot REST API, "Query Commission Rates", weight 20).
@Path("")
@Produces(MediaType.APPLICATION_JSON)
interface BinanceCommissions {

    /// What one question takes of the 6,000 that an address may ask in a minute.
    int WEIGHT = 20;

    /// Signed as XChange signs.
    @GET
    @Path("api/v3/account/commission")
    Pair pair(@QueryParam("symbol") String symbol,
            @QueryParam("recvWindow") @Nullable Long recvWindow,
            @QueryParam("timestamp") SynchronizedValueFactory<Long> timestamp,
            @HeaderParam("X-MBX-APIKEY") String key,
            @QueryParam("signature") ParamsDigest signature)
            throws IOException, BinanceException;

    /// Three kinds that add up (developers.binance.com, "Commission Rates" FAQ); the discount for a coin is not taken off.
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Pair(@JsonProperty(value = "standardCommission", required = true) Kind standard,
            @JsonProperty("specialCommission") @Nullable Kind special,
            @JsonProperty("taxCommission") @Nullable Kind tax) {

        BigDecimal taker() {
            return sum(Kind::taker).add(side());
        }

        BigDecimal maker() {
            return sum(Kind::maker).add(side());
        }

        /// Of the side that costs more.
        private BigDecimal side() {
            return sum(Kind::buyer).max(sum(Kind::seller));
        }

        private BigDecimal sum(Function<Kind, BigDecimal> part) {
            return part.apply(standard).add(special == null ? BigDecimal.ZERO : part.apply(special))
                    .add(tax == null ? BigDecimal.ZERO : part.apply(tax));
        }
    }

    /// As fractions of the notional: by how an order trades, and by its side on top.
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Kind(@JsonProperty(value = "maker", required = true) BigDecimal maker,
            @JsonProperty(value = "taker", required = true) BigDecimal taker,
            @JsonProperty(value = "buyer", required = true) BigDecimal buyer,
            @JsonProperty(value = "seller", required = true) BigDecimal seller) {}
}
