package org.jpsi.formats.root;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jpsi.core.table.NumberType;
import org.jspecify.annotations.Nullable;

/// Type of C++ as ROOT writes it: a name, the arguments of a template, and `*` for pointers.
///
/// @param name without `std::` and `ROOT::VecOps::`; of a class with a template too
/// @param pointers number of `*` after it
record CppType(String name, List<CppType> arguments, int pointers) {
  // vectors of vectors of ... : real ones have three
  private static final int MAX_DEPTH = 16;
  private static final int MAX_LENGTH = 4000;
  private static final Set<String> COLLECTIONS =
      Set.of(
          "vector",
          "list",
          "deque",
          "forward_list",
          "set",
          "multiset",
          "unordered_set",
          "unordered_multiset",
          "RVec");
  private static final Set<String> MAPS =
      Set.of("map", "multimap", "unordered_map", "unordered_multimap");

  /// The type of this text; null where it is none that can be understood.
  static @Nullable CppType parse(String text) {
    if (text.length() > MAX_LENGTH) {
      return null;
    }
    Parser parser = new Parser(text);
    CppType type = parser.type(0);
    return type == null || !parser.atEnd() ? null : type;
  }

  boolean isPointer() {
    return pointers > 0;
  }

  boolean isText() {
    return arguments.isEmpty() && pointers == 0 && name.equals("string");
  }

  /// Whether it is a collection of its first argument.
  boolean isCollection() {
    return pointers == 0 && !arguments.isEmpty() && COLLECTIONS.contains(name);
  }

  /// Whether it is a collection of pairs of its first two arguments.
  boolean isMap() {
    return pointers == 0 && arguments.size() > 1 && MAPS.contains(name);
  }

  boolean isBitset() {
    return pointers == 0 && arguments.size() == 1 && name.equals("bitset");
  }

  /// The type of number; null where it is none, or a packed one.
  @Nullable NumberType number() {
    if (pointers > 0 || !arguments.isEmpty()) {
      return null;
    }
    return switch (name) {
      case "bool", "Bool_t" -> NumberType.BOOL;
      case "char", "signed char", "Char_t", "int8_t" -> NumberType.INT8;
      case "unsigned char", "UChar_t", "uint8_t", "Byte_t" -> NumberType.UINT8;
      case "short", "short int", "Short_t", "int16_t" -> NumberType.INT16;
      case "unsigned short", "unsigned short int", "UShort_t", "uint16_t" -> NumberType.UINT16;
      case "int", "signed", "signed int", "Int_t", "int32_t" -> NumberType.INT32;
      case "unsigned", "unsigned int", "UInt_t", "uint32_t" -> NumberType.UINT32;
      case "long", "long int", "long long", "long long int", "Long_t", "Long64_t", "int64_t" ->
          NumberType.INT64;
      case "unsigned long",
          "unsigned long int",
          "unsigned long long",
          "unsigned long long int",
          "ULong_t",
          "ULong64_t",
          "uint64_t",
          "size_t" ->
          NumberType.UINT64;
      case "float", "Float_t" -> NumberType.FLOAT32;
      case "double", "Double_t" -> NumberType.FLOAT64;
      default -> null;
    };
  }

  /// As ROOT writes it, without spaces that mean nothing: so that names of classes compare.
  @Override
  public String toString() {
    String whole =
        arguments.isEmpty()
            ? name
            : name
                + arguments.stream()
                    .map(CppType::toString)
                    .collect(Collectors.joining(",", "<", ">"));
    return whole + "*".repeat(pointers);
  }

  /// The text of a type as {@link #toString} writes it; itself where it cannot be understood.
  static String normalized(String text) {
    CppType type = parse(text);
    return type == null ? text : type.toString();
  }

  /// Parser by hand: names are from a file, and nothing but their length bounds them.
  private static final class Parser {
    private final String text;
    private int at;

    Parser(String text) {
      this.text = text;
    }

    boolean atEnd() {
      blank();
      return at == text.length();
    }

    private void blank() {
      while (at < text.length() && text.charAt(at) == ' ') {
        at++;
      }
    }

    private boolean next(char c) {
      blank();
      if (at < text.length() && text.charAt(at) == c) {
        at++;
        return true;
      }
      return false;
    }

    @Nullable CppType type(int depth) {
      if (depth > MAX_DEPTH) {
        return null;
      }
      String name = name();
      if (name.isEmpty()) {
        return null;
      }
      List<CppType> arguments = new ArrayList<>();
      if (next('<')) {
        do {
          CppType argument = type(depth + 1);
          if (argument == null) {
            return null;
          }
          arguments.add(argument);
        } while (next(','));
        if (!next('>')) {
          return null;
        }
        String member = name();
        if (!member.isEmpty()) {
          // of a class within one made of a template
          name = new CppType(name, arguments, 0) + member;
          arguments = new ArrayList<>();
        }
      }
      int pointers = 0;
      while (next('*')) {
        pointers++;
      }
      return new CppType(name, List.copyOf(arguments), pointers);
    }

    private String name() {
      StringBuilder words = new StringBuilder();
      while (true) {
        blank();
        int start = at;
        while (at < text.length() && isOfName(text.charAt(at))) {
          at++;
        }
        if (start == at) {
          return plain(words.toString());
        }
        String word = text.substring(start, at);
        if (!word.equals("const")) {
          words.append(words.isEmpty() ? "" : " ").append(word);
        }
      }
    }

    private static String plain(String name) {
      for (String space : new String[] {"std::", "ROOT::VecOps::", "ROOT::"}) {
        if (name.startsWith(space) && !name.startsWith("ROOT::Math")) {
          return plain(name.substring(space.length()));
        }
      }
      return name;
    }

    private static boolean isOfName(char c) {
      return c >= 'a' && c <= 'z'
          || c >= 'A' && c <= 'Z'
          || c >= '0' && c <= '9'
          || c == '_'
          || c == ':'
          || c == '-'
          || c == '('
          || c == ')';
    }
  }
}
