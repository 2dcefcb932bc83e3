/// OKX, API v5: spot, and linear perpetuals with their funding, mark and index.
///
/// Books keep their sequence by `prevSeqId`; recordings of before that carry a CRC32 over 25 levels: [OkxChecksum].
@NullMarked
package io.crossbook.exchanges.okx;

import org.jspecify.annotations.NullMarked;
