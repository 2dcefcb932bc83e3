package io.crossbook.gateway.config;

import io.crossbook.execution.risk.GateSettings;
import io.crossbook.execution.risk.Setting;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.TreeMap;

/// The section `risk`: the limits of the gate. What a limit may be, [Setting] says.
final class RiskReader {

    private static final Form<BigDecimal> RATE = new Form<>(
            "a rate such as 1.08, above 0, up to 1000000,",
            text -> text.matches("[0-9]{1,7}(\\.[0-9]{1,18})?") && rate(new BigDecimal(text))
                    ? new BigDecimal(text)
                    : null);

    private RiskReader() {}

    private static boolean rate(BigDecimal rate) {
        return rate.signum() > 0 && rate.compareTo(BigDecimal.valueOf(1_000_000)) <= 0;
    }

    static GateSettings read(Section section) {
        var values = new EnumMap<Setting, Long>(Setting.class);
        for (Setting setting : Setting.values()) {
            values.put(setting, section.value(setting.key(),
                    Form.whole(setting.least(), setting.most()), setting.standard()));
        }
        var rates = new TreeMap<String, BigDecimal>();
        Section assets = section.section("rates");
        for (String asset : assets.names()) {
            if (Form.ASSET.reader().apply(asset) == null) {
                assets.wrongKey(asset, "is no asset: " + Form.ASSET.wanted() + " is wanted");
            }
            rates.put(asset, assets.value(asset, RATE, BigDecimal.ONE));
        }
        section.end();
        try {
            return new GateSettings(values, rates);
        } catch (IllegalArgumentException e) { // two limits that contradict each other
            String[] said = String.valueOf(e.getMessage()).split(" ", 2);
            section.wrong(said[0], said[1]);
            return GateSettings.DEFAULT;
        }
    }
}
