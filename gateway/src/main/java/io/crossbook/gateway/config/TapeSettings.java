package io.crossbook.gateway.config;

import java.nio.file.Path;
import java.util.List;

/// Where the tape goes and how much of it is kept.
///
/// The oldest segments go when all of them together pass `maxTotalBytes`, or when they are older than `maxAgeHours`.
public record TapeSettings(boolean enabled, Path directory, long segmentBytes, long maxTotalBytes,
        long maxAgeHours, OnDiskFull onDiskFull) {

    private static final long MIB = 1L << 20;

    /// What becomes of trading when the disk takes no more of the tape.
    public enum OnDiskFull {
        /// The tape stops with an alert, all else goes on.
        GO_ON,
        /// The tape stops with an alert, and no new opportunity is taken: what cannot be explained later is not done.
        STOP_TRADING
    }

    static TapeSettings read(Section section, Path folder) {
        // A tilde is the shell's: here it would make a folder of that name.
        var directory = new Form<>("a folder such as data/tape",
                text -> text.isBlank() || text.startsWith("~") || text.chars().anyMatch(
                        Character::isISOControl) ? null : folder.resolve(text));
        Form<String> onDiskFull = Form.oneOf(List.of("goOn", "stopTrading"));
        var settings = new TapeSettings(
                section.value("enabled", Form.FLAG, true),
                section.value("directory", directory, folder.resolve("data/tape")),
                section.value("segmentMebibytes", Form.whole(1, 4_096), 64L) * MIB,
                section.value("maxTotalMebibytes", Form.whole(1, 100_000_000), 20_480L) * MIB,
                section.value("maxAgeHours", Form.whole(1, 100_000), 168L),
                section.value("onDiskFull", onDiskFull, "goOn").equals("goOn")
                        ? OnDiskFull.GO_ON
                        : OnDiskFull.STOP_TRADING);
        if (settings.maxTotalBytes < 2 * settings.segmentBytes) {
            section.wrong("maxTotalMebibytes", "is " + settings.maxTotalBytes / MIB
                    + ": room for two segments of " + settings.segmentBytes / MIB + " is wanted");
        }
        section.end();
        return settings;
    }
}
