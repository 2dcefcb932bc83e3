package io.crossbook.gateway.config;

import java.nio.file.Path;
import java.util.List;

/// Where the tape goes and how much of it is kept.
///
/// The oldest segments go when all of them together pass `maxTotalBytes`, or when they are older than `maxAgeHours`. When the disk
/// takes no more, the tape stops with an alert; with `stopTradingOnDiskFull` no opportunity is taken until it goes on, for what
/// cannot be explained later is not done.
public record TapeKeeping(boolean enabled, Path directory, long segmentBytes, long maxTotalBytes,
        long maxAgeHours, boolean stopTradingOnDiskFull) {

    private static final long MIB = 1L << 20;

    /// The same, kept in this folder.
    TapeKeeping in(Path folder) {
        return new TapeKeeping(true, folder, segmentBytes, maxTotalBytes, maxAgeHours,
                stopTradingOnDiskFull);
    }

    /// A folder, from the file's own.
    static Form<Path> directory(Path folder, String example) {
        // A tilde is the shell's: here it would make a folder of that name.
        return new Form<>("a folder such as " + example,
                text -> text.isBlank() || text.startsWith("~") || text.chars().anyMatch(
                        Character::isISOControl) ? null : folder.resolve(text));
    }

    static TapeKeeping read(Section section, Path folder) {
        Form<String> onDiskFull = Form.oneOf(List.of("goOn", "stopTrading"));
        var settings = new TapeKeeping(
                section.value("enabled", Form.FLAG, true),
                section.value("directory", directory(folder, "data/tape"),
                        folder.resolve("data/tape")),
                section.value("segmentMebibytes", Form.whole(1, 4_096), 64L) * MIB,
                section.value("maxTotalMebibytes", Form.whole(1, 100_000_000), 20_480L) * MIB,
                section.value("maxAgeHours", Form.whole(1, 100_000), 168L),
                section.value("onDiskFull", onDiskFull, "goOn").equals("stopTrading"));
        if (settings.maxTotalBytes < 2 * settings.segmentBytes) {
            section.wrong("maxTotalMebibytes", "is " + settings.maxTotalBytes / MIB
                    + ": room for two segments of " + settings.segmentBytes / MIB + " is wanted");
        }
        section.end();
        return settings;
    }
}
