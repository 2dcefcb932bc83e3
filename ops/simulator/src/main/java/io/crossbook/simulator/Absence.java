package io.crossbook.simulator;

import java.time.Instant;

/// That an exchange says that it will not be there from then until then, milliseconds since the epoch. It says so and trades on: what is made of it is the client's.
public record Absence(long from, long until) {

    boolean at(long now) {
        return from <= now && now < until;
    }

    /// A row of Kraken's "Get Maintenance Schedule".
    String kraken() {
        return "{\"event_id\":34,\"title\":\"maintenance\",\"expected_start_utc\":\""
                + Instant.ofEpochSecond(from / 1_000) + "\",\"expected_end_utc\":\""
                + Instant.ofEpochSecond(until / 1_000)
                + "\",\"phase\":\"announced\",\"affected_services\":[\"spot_rest\"]}";
    }

    /// A row of Bybit's "Get System Status"; product 2 is spot.
    String bybit(long now) {
        return "{\"id\":\"4d95b2a0\",\"title\":\"maintenance\",\"state\":\""
                + (at(now) ? "ongoing" : now < from ? "scheduled" : "completed")
                + "\",\"begin\":\"" + from + "\",\"end\":\"" + until
                + "\",\"href\":\"\",\"serviceTypes\":[2],\"product\":[2],\"uidSuffix\":[]}";
    }
}
