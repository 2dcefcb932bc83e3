package io.crossbook.gateway.tape;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import io.crossbook.gateway.engine.Input;
import java.io.IOException;
import java.util.List;

/// Rare facts (settings, listings, links, wishes) as versioned JSON, by the names of their components.
///
/// They change with the product, so names are worth more here than bytes: a tape of an older build stays readable, and
/// its blocks are compressed anyway. A component that an old tape lacks reads as zero, false or null; the record's own
/// check refuses it when that makes no sense.
final class Facts {

    private static final int VERSION = 1;
    private static final ObjectMapper JSON = mapper();

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "wish")
    private interface ByName {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "part")
    private interface ByPart {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "news")
    private interface ByNews {}

    private Facts() {}

    private static ObjectMapper mapper() {
        var mapper = JsonMapper.builder()
                .visibility(PropertyAccessor.ALL, Visibility.NONE)
                .visibility(PropertyAccessor.FIELD, Visibility.ANY)
                .visibility(PropertyAccessor.CREATOR, Visibility.ANY)
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .addMixIn(Input.Wish.class, ByName.class)
                .addMixIn(Input.Word.class, ByPart.class)
                .addMixIn(Input.News.class, ByNews.class)
                .build();
        for (Class<?> sort : List.of(Input.Wish.class, Input.Word.class, Input.News.class)) {
            for (Class<?> one : sort.getPermittedSubclasses()) {
                mapper.registerSubtypes(new NamedType(one, one.getSimpleName()));
            }
        }
        return mapper;
    }

    static void pack(Packer out, Object fact) {
        try {
            byte[] json = JSON.writeValueAsBytes(fact);
            out.byte1(VERSION).bytes(json, 0, json.length);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a fact that cannot be taped: " + fact, e);
        }
    }

    static <T> T unpack(Unpacker in, Class<T> type) throws BadTape {
        int version = in.byte1();
        if (version != VERSION) {
            throw new BadTape("facts of version " + version + ", known is " + VERSION);
        }
        try {
            return JSON.readValue(in.copy(), type);
        } catch (IOException e) {
            throw new BadTape("not a " + type.getSimpleName() + ": " + e.getMessage(), e);
        }
    }
}
