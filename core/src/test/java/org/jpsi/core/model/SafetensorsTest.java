package org.jpsi.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jpsi.core.input.InputException;
import org.jpsi.core.random.Rng;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {
  @TempDir Path folder;

  private Path file(String header, int dataBytes) throws Exception {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + json.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(json.length).put(json);
    return Files.write(folder.resolve("m.safetensors"), bytes.array());
  }

  @Test
  void whatIsWrittenIsReadAgainToTheBit() {
    Map<String, Safetensors.Array> arrays = new LinkedHashMap<>();
    arrays.put(
        "0.weight",
        new Safetensors.Array(new int[] {2, 3}, new float[] {1, -0f, Float.NaN, 1e-45f, 3e38f, 7}));
    arrays.put("0.bias \"quoted\" \n é 😀", new Safetensors.Array(new int[] {}, new float[] {42}));
    arrays.put("empty", new Safetensors.Array(new int[] {0, 5}, new float[0]));
    Path file = folder.resolve("x.safetensors");
    new Safetensors(arrays, Map.of("jpsi", "{\"a\": [1, 2]}")).write(file);
    Safetensors read = Safetensors.read(file);
    assertThat(read.metadata()).containsEntry("jpsi", "{\"a\": [1, 2]}");
    assertThat(read.arrays().keySet()).containsExactlyInAnyOrderElementsOf(arrays.keySet());
    arrays.forEach((name, array) -> {
      assertThat(read.array(name, "x").values()).isEqualTo(array.values());
      assertThat(read.array(name, "x").shape()).isEqualTo(array.shape());
    });
    assertThat(folder.resolve("x.safetensors.partial")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1152921504606846976],\"data_offsets\":[0,4]}} |"
            + " dimension",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[8,8,8,8],\"data_offsets\":[0,8]}} | does not fit",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,400]}} | offsets",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}} | begins at byte 4",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[-4,0]}} | offsets",
        "{\"a\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[0,4]}} | dtype F16",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}"
            + " | begins at byte 0",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}} | end at byte",
        "{\"a\":7} | not an object",
        "[1,2] | not an object",
        "{\"a\":1,\"a\":2} | a second time",
        "{\"__metadata__\":{\"k\":3}} | not text",
        "{\"a\" | JSON",
      })
  void aHostileHeaderIsRefused(String header, String message) throws Exception {
    Path file = file(header.strip(), 8);
    assertThatThrownBy(() -> Safetensors.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("m.safetensors")
        .hasMessageContaining(message);
  }

  @Test
  void aHeaderLongerThanTheFileIsRefusedWithoutAllocatingForIt() throws Exception {
    ByteBuffer bytes =
        ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN).putLong(Long.MAX_VALUE);
    Path file = Files.write(folder.resolve("m"), bytes.array());
    assertThatThrownBy(() -> Safetensors.read(file))
        .hasMessageContaining("header said to be 9223372036854775807 bytes");
  }

  @Test
  void aHundredThousandBracketsAreRefusedWithoutOverflowingTheStack() throws Exception {
    Path file = file("[".repeat(100_000), 0);
    assertThatThrownBy(() -> Safetensors.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("levels");
  }

  @Test
  void anyDamageIsRefusedOrHarmless() throws Exception {
    Path file = folder.resolve("x.safetensors");
    new Safetensors(
            Map.of("a", new Safetensors.Array(new int[] {3}, new float[] {1, 2, 3})),
            Map.of("k", "v"))
        .write(file);
    byte[] good = Files.readAllBytes(file);
    Rng rng = Rng.of(5);
    for (int i = 0; i < 3000; i++) {
      byte[] bad =
          java.util.Arrays.copyOf(good, i % 3 == 0 ? rng.below(good.length, 3L * i) : good.length);
      if (bad.length > 0) {
        bad[rng.below(bad.length, 3L * i + 1)] = (byte) rng.bits(3L * i + 2);
      }
      Path damaged = Files.write(folder.resolve("bad"), bad);
      try {
        Safetensors.read(damaged);
      } catch (InputException expected) {
        assertThat(expected.message()).startsWith("[" + damaged + "]");
      }
    }
  }

  @Test
  void aMissingFileIsSaidToBeMissing() {
    assertThatThrownBy(() -> Safetensors.read(folder.resolve("nowhere")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("no such file");
  }
}
