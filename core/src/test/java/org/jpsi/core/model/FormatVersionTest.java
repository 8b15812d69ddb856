package org.jpsi.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.io.Safetensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Compatibility of model files with other format versions.
class FormatVersionTest {
  @TempDir Path folder;

  /// A model file as a later version may write it: with its format version, and a member that this
  /// version does not know.
  private Path later(String format) {
    Path file = folder.resolve("later.safetensors");
    ModelFile.write(KeptModels.read("network-binary"), file);
    Safetensors stored = Safetensors.read(file);
    String json = stored.metadata().getOrDefault("jpsi", "");
    String other =
        json.replace("\"format\":3,\"minimumReader\":3", format + ",\"folds\":{\"number\":5}");
    assertThat(other).contains("folds");
    new Safetensors(stored.arrays(), Map.of("jpsi", other, "more", "of it")).write(file);
    return file;
  }

  @Test
  void aNewerFormatThatThisReaderUnderstandsIsRead() {
    Model read = ModelFile.read(later("\"format\":9,\"minimumReader\":3"));
    assertThat(read.features()).isEqualTo(KeptModels.read("network-binary").features());
  }

  @Test
  void oneThatNeedsANewerReaderIsRefused() {
    Path file = later("\"format\":9,\"minimumReader\":7");
    assertThatThrownBy(() -> ModelFile.read(file))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "["
                + file
                + "] expected a model that a reader of format 6 understands, found one of format 9,"
                + " which needs a reader of format 7; update Jpsi to the version that wrote it, or"
                + " a newer one");
  }

  @Test
  void thatOfVersion01IsFormatOne() {
    Safetensors kept = Safetensors.read(KeptModels.file("network-binary.safetensors"));
    assertThat(kept.metadata().get("jpsi")).startsWith("{\"format\":\"jpsi-model-1\",");
    assertThat(ModelFile.read(KeptModels.file("network-binary.safetensors")).predictor())
        .isInstanceOf(NetworkPredictor.class);
  }

  @Test
  void thatOfVersion01HasNoChecksumWhichIsNoted() {
    List<String> notes = new ArrayList<>();
    Path file = KeptModels.file("network-binary.safetensors");
    ModelFile.read(file, notes::add);
    assertThat(notes)
        .containsExactly(
            file
                + " has no checksum, as models of version 0.1 have none: damage to its numbers"
                + " would not be seen");
    ModelFile.read(later("\"format\":3,\"minimumReader\":3"), notes::add);
    assertThat(notes).as("a model with a checksum needs no note").hasSize(1);
  }

  @Test
  void aLaterOneWithoutChecksumIsRefused() throws IOException {
    byte[] bytes = Files.readAllBytes(later("\"format\":3,\"minimumReader\":3"));
    String header = new String(bytes, StandardCharsets.ISO_8859_1);
    bytes[header.indexOf("sha256")] = 'S';
    Path file = Files.write(folder.resolve("without"), bytes);
    assertThatThrownBy(() -> ModelFile.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(
            "[" + file + "] expected a checksum (sha256) in its metadata, found none:");
  }

  @Test
  void formatTwoHadTheMembersOfFormatOne() {
    // a mean and a scale of each feature and target, instead of steps
    Safetensors kept = Safetensors.read(KeptModels.file("network-regression.safetensors"));
    String one = kept.metadata().getOrDefault("jpsi", "");
    String two = one.replace("\"format\":\"jpsi-model-1\"", "\"format\":2,\"minimumReader\":2");
    assertThat(two).isNotEqualTo(one).contains("\"scale\":").doesNotContain("steps");
    Path file = folder.resolve("two.safetensors");
    new Safetensors(kept.arrays(), Map.of("jpsi", two)).write(file);
    Model read = ModelFile.read(file);
    Model expected = KeptModels.read("network-regression");
    assertThat(read.preprocessing()).isEqualTo(expected.preprocessing());
    assertThat(read.targets()).isEqualTo(expected.targets()).isNotEmpty();
  }

  @Test
  void theLeastReaderIsNoNewerThanTheFormat() {
    assertThatThrownBy(() -> new FormatVersion(2, 3))
        .hasMessage("minimumReader is 3, expected 1 to the format, 2");
    assertThatThrownBy(() -> new FormatVersion(2, 0))
        .hasMessage("minimumReader is 0, expected 1 to the format, 2");
  }
}
