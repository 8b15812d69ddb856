package org.jpsi.core.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.errors.Problem;
import org.jpsi.core.errors.ProblemText;
import org.jspecify.annotations.Nullable;

/// Safetensors file (huggingface.co/docs/safetensors): float32 arrays by name, with metadata. A
/// length of 8 bytes, a JSON header, the numbers, all little-endian. PyTorch reads what is written
/// here.
///
/// What is written here carries a SHA-256 of the whole file in its metadata (`sha256`, 64 digits),
/// which reading verifies. Files of others have none; a `sha256` of another length is theirs, and
/// is left out.
///
/// @param arrays by name, in the order of the file
/// @param metadata the header's `__metadata__`, without the checksum
/// @param verified whether they were read from a file with a checksum, which held
public record Safetensors(
    Map<String, Array> arrays, Map<String, String> metadata, boolean verified) {
  private static final String METADATA = "__metadata__";
  // A reader holds it as bytes, as text and as values: 400 MB of memory are enough for that.
  private static final long MAX_HEADER = 1 << 25;

  // Arrays go through a buffer of this size, so that a large one is not in memory twice.
  private static final int CHUNK = 1 << 16;

  /// Array of any rank in row-major order; a shape of another size is an IllegalArgumentException.
  public record Array(int[] shape, float[] values) {
    public Array {
      long count = 1;
      for (int size : shape) {
        count = size < 0 || count > Integer.MAX_VALUE ? -1 : count * size;
      }
      if (count != values.length) {
        throw new IllegalArgumentException(
            "Safetensors: " + values.length + " values of shape " + Arrays.toString(shape));
      }
    }
  }

  public Safetensors {
    if (arrays.containsKey(METADATA)) {
      throw new IllegalArgumentException("Safetensors: an array cannot be named " + METADATA);
    }
    if (metadata.containsKey(Checksum.KEY)) {
      throw new IllegalArgumentException("Safetensors: the key " + Checksum.KEY + " is taken");
    }
  }

  /// Arrays to be written.
  public Safetensors(Map<String, Array> arrays, Map<String, String> metadata) {
    this(arrays, metadata, false);
  }

  /// The array of this name.
  ///
  /// @throws InputException where there is none
  public Array array(String name, String where) {
    Array array = arrays.get(name);
    if (array == null) {
      throw InputException.at(where)
          .expected("an array named " + name)
          .found(arrays.size() + " others")
          .nearest(name, arrays.keySet())
          .exception();
    }
    return array;
  }

  /// Writes the file whole or not at all: into a file beside it, which is then renamed.
  public void write(Path file) {
    byte[] head = head();
    Checksum checksum = new Checksum(head);
    arrays.values().forEach(array -> chunks(array.values, checksum::update));
    int position = Checksum.position(head, Checksum.ZEROS).orElseThrow();
    try (AtomicFile out = AtomicFile.create(file)) {
      out.write(ByteBuffer.wrap(Checksum.withDigits(head, position, checksum.digits())));
      arrays.values().forEach(array -> chunks(array.values, out::write));
      out.finish();
    }
  }

  // The file up to its data, with zeros as its checksum.
  private byte[] head() {
    Map<String, Object> header = new LinkedHashMap<>();
    Map<String, String> all = new LinkedHashMap<>();
    all.put(Checksum.KEY, Checksum.ZEROS);
    all.putAll(metadata);
    header.put(METADATA, all);
    long end = 0;
    for (var entry : arrays.entrySet()) {
      long begin = end;
      end += 4L * entry.getValue().values.length;
      header.put(entry.getKey(), description(entry.getValue().shape, begin, end));
    }
    byte[] json = Json.write(header).getBytes(StandardCharsets.UTF_8);
    int padded = (json.length + 7) / 8 * 8;
    if (padded > MAX_HEADER) {
      throw InputException.at("model")
          .expected("a description of at most " + MAX_HEADER + " bytes, as a file may have")
          .found(padded + " bytes")
          .remedy("give it fewer features or layers, or shorter names")
          .exception();
    }
    ByteBuffer head = ByteBuffer.allocate(8 + padded).order(ByteOrder.LITTLE_ENDIAN);
    head.putLong(padded).put(json);
    while (head.hasRemaining()) {
      head.put((byte) ' ');
    }
    return head.array();
  }

  private static void chunks(float[] values, Consumer<ByteBuffer> to) {
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    for (int from = 0; from < values.length; from += CHUNK / 4) {
      int n = Math.min(CHUNK / 4, values.length - from);
      chunk.clear().asFloatBuffer().put(values, from, n);
      to.accept(chunk.limit(4 * n));
    }
  }

  private static Map<String, Object> description(int[] shape, long begin, long end) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("dtype", "F32");
    map.put("shape", Arrays.stream(shape).boxed().toList());
    map.put("data_offsets", List.of(begin, end));
    return map;
  }

  /// Reads a file of any origin: a length is checked against the size of the file before anything
  /// is allocated.
  ///
  /// @throws InputException where the file is missing, damaged (a checksum of it does not hold) or
  ///   holds other numbers than float32
  public static Safetensors read(Path file) {
    String where = file.toString();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      long length = size < 8 ? -1 : buffer(channel, 0, 8).getLong();
      if (length < 2 || length > Math.min(size - 8, MAX_HEADER)) {
        throw InputException.at(where)
            .kind(Problem.Kind.DAMAGED_FILE)
            .expected(
                length > MAX_HEADER && length <= size - 8
                    ? "a header of at most " + MAX_HEADER + " bytes"
                    : "a safetensors file (a model that `jpsi train` wrote)")
            .found(
                size < 8
                    ? size + " bytes"
                    : "a header length of "
                        + Long.toUnsignedString(length)
                        + " bytes in a file of "
                        + size)
            .remedy("the file is damaged, or is something else")
            .exception();
      }
      byte[] head = buffer(channel, 0, 8 + (int) length).array();
      demandUtf8(head);
      String json = new String(head, 8, (int) length, StandardCharsets.UTF_8);
      return read(where, Json.parse(json), head, channel, size);
    } catch (NoSuchFileException missing) {
      throw InputException.at(where).says("no such file").exception();
    } catch (CharacterCodingException damaged) {
      throw damaged(where, "its header is not UTF-8", damaged);
    } catch (Json.SyntaxException damaged) {
      throw damaged(where, "its header is not JSON: " + ProblemText.messageOf(damaged), damaged);
    } catch (IOException unreadable) {
      throw IoFailure.reading(where, unreadable);
    }
  }

  // In pieces: a decoder's own buffer takes twice the memory of what it decodes.
  private static void demandUtf8(byte[] head) throws CharacterCodingException {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer bytes = ByteBuffer.wrap(head, 8, head.length - 8);
    CharBuffer piece = CharBuffer.allocate(CHUNK);
    while (true) {
      CoderResult result = decoder.decode(bytes, piece.clear(), true);
      if (result.isError()) {
        result.throwException();
      }
      if (result.isUnderflow()) {
        return;
      }
    }
  }

  /// Position of an array in the file, in bytes from the end of the header.
  private record ArrayLocation(String name, int[] shape, long begin, long end) {}

  private static Safetensors read(
      String where, @Nullable Object header, byte[] head, FileChannel channel, long size)
      throws IOException {
    long start = head.length;
    if (!(header instanceof Map<?, ?> entries)) {
      throw damaged(where, "its header is not an object");
    }
    Map<String, String> metadata = new LinkedHashMap<>();
    List<ArrayLocation> locations = new ArrayList<>();
    for (var entry : entries.entrySet()) {
      String name = (String) entry.getKey();
      if (!(entry.getValue() instanceof Map<?, ?> described)) {
        throw damaged(where, "entry " + name + " is not an object");
      }
      if (name.equals(METADATA)) {
        described.forEach((k, v) -> {
          if (!(v instanceof String text)) {
            throw damaged(where, METADATA + "." + k + " is not text");
          }
          metadata.put((String) k, text);
        });
      } else {
        locations.add(location(where, name, described, size - start));
      }
    }
    locations.sort(
        Comparator.comparingLong(ArrayLocation::begin).thenComparingLong(ArrayLocation::end));
    long at = 0;
    Map<String, Array> arrays = new LinkedHashMap<>();
    for (ArrayLocation location : locations) {
      if (location.begin != at) {
        throw damaged(
            where,
            "array "
                + location.name
                + " begins at byte "
                + location.begin
                + " of the data, not at "
                + at);
      }
      at = location.end;
    }
    if (start + at != size) {
      throw damaged(where, "its arrays end at byte " + (start + at) + ", the file at " + size);
    }
    String given = metadata.remove(Checksum.KEY);
    String written = given == null || given.length() != Checksum.ZEROS.length() ? null : given;
    Checksum checksum = new Checksum(written == null ? head : zeroed(where, head, written));
    for (ArrayLocation location : locations) {
      float[] values = new float[(int) ((location.end - location.begin) / 4)];
      for (int from = 0; from < values.length; from += CHUNK / 4) {
        int n = Math.min(CHUNK / 4, values.length - from);
        ByteBuffer chunk = buffer(channel, start + location.begin + 4L * from, 4 * n);
        if (written != null) {
          checksum.update(chunk);
        }
        chunk.asFloatBuffer().get(values, from, n);
      }
      arrays.put(location.name, new Array(location.shape, values));
    }
    if (written != null && !written.equals(checksum.digits())) {
      throw otherChecksum(where, "its SHA-256 is not the one that it was written with");
    }
    return new Safetensors(arrays, metadata, written != null);
  }

  private static byte[] zeroed(String where, byte[] head, String digits) {
    OptionalInt position = Checksum.position(head, digits);
    if (position.isEmpty()) {
      throw otherChecksum(where, "its SHA-256 is not written as this program writes it");
    }
    return Checksum.withDigits(head, position.getAsInt(), Checksum.ZEROS);
  }

  private static ArrayLocation location(
      String where, String name, Map<?, ?> described, long available) {
    if (!"F32".equals(described.get("dtype"))) {
      throw damaged(
          where, "array " + name + " has dtype " + described.get("dtype") + ", expected F32");
    }
    if (!(described.get("shape") instanceof List<?> dims)
        || !(described.get("data_offsets") instanceof List<?> offsets)
        || offsets.size() != 2
        || !(offsets.get(0) instanceof Long begin)
        || !(offsets.get(1) instanceof Long end)
        || begin < 0
        || end < begin
        || end > available) {
      throw damaged(where, "array " + name + " has no shape or offsets that lie in the file");
    }
    int[] shape = new int[dims.size()];
    long count = 1;
    for (int i = 0; i < shape.length; i++) {
      if (!(dims.get(i) instanceof Long dim)
          || dim < 0
          || dim > Math.min(available, Integer.MAX_VALUE)) {
        throw damaged(where, "array " + name + " has the dimension " + dims.get(i));
      }
      shape[i] = Math.toIntExact(dim);
      // Kept at one more than the file can hold, so that a product of 2^60 neither overflows nor
      // fits.
      count = dim > 0 && count > available / dim ? available + 1 : count * dim;
    }
    if (4 * count != end - begin || end - begin > Integer.MAX_VALUE - 16) {
      throw damaged(
          where,
          "array " + name + " of shape " + dims + " does not fit its " + (end - begin) + " bytes");
    }
    return new ArrayLocation(name, shape, begin, end);
  }

  private static ByteBuffer buffer(FileChannel channel, long position, int length)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, position + bytes.position()) < 0) {
        throw new IOException("the file ends at byte " + (position + bytes.position()));
      }
    }
    return bytes.flip();
  }

  private static InputException damaged(String where, String what) {
    return broken(where, what).exception();
  }

  private static InputException damaged(String where, String what, Exception cause) {
    return broken(where, what).cause(cause).exception();
  }

  private static InputException otherChecksum(String where, String what) {
    return InputException.at(where)
        .kind(Problem.Kind.DAMAGED_FILE)
        .says("the file is damaged, or another program wrote it anew: " + what)
        .remedy(
            "copy it again from where it came; another program leaves `"
                + (Checksum.KEY + "` out of the metadata that it writes"))
        .exception();
  }

  private static InputException.Builder broken(String where, String what) {
    return InputException.at(where)
        .kind(Problem.Kind.DAMAGED_FILE)
        .says("the file is damaged or not a model: " + what)
        .remedy("train it again, or copy it again from where it came");
  }
}
