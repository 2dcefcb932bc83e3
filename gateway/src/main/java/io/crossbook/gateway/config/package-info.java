/// `exchanges.yaml` to records, or to every error at once.
///
/// A file comes in; a [Configuration] goes out, or a [ConfigException] that names line, key, value found and value wanted of
/// each mistake. Nothing is contacted here; any thread.
@NullMarked
package io.crossbook.gateway.config;

import org.jspecify.annotations.NullMarked;
