package io.crossbook.arbitrage;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Gives whoever waits in a test a minute: Awaitility's own ten seconds are not enough where other builds share two cores.
///
/// JUnit finds it by its service file; the root `pom.xml` switches that on.
public final class Patience implements BeforeAllCallback {

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultTimeout(Duration.ofMinutes(1));
    }
}
