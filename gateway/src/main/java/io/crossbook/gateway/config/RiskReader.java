package io.crossbook.gateway.config;

import io.crossbook.execution.risk.GateSettings;
import io.crossbook.execution.risk.Rates;
import io.crossbook.execution.risk.Setting;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.TreeMap;

/// The section `risk`: the limits of the gate. What a limit may be, [Setting] says.
final class RiskReader {

    private RiskReader() {}

    /// A form for each asset: what is plausible for one is not for another.
    private static Form<BigDecimal> rate(String asset) {
        String wanted = Rates.wanted(asset, BigDecimal.ZERO);
        return new Form<>(String.valueOf(wanted),
                text -> text.matches("[0-9]{1,7}(\\.[0-9]{1,18})?")
                        && Rates.wanted(asset, new BigDecimal(text)) == null
                                ? new BigDecimal(text)
                                : null);
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
                assets.wrongKey(asset, "is no asset: " + Form.ASSET.wanted() + " is wanted"
                        + Form.ASSET.meant(asset));
            } else {
                BigDecimal rate = assets.value(asset, rate(asset), BigDecimal.ZERO);
                if (rate.signum() > 0) { // what is wrong was told
                    rates.put(asset, rate);
                }
            }
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
