package org.jpsi.formats.root;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jpsi.core.table.NumberType;
import org.jpsi.formats.root.ItemLayout.Bits;
import org.jpsi.formats.root.ItemLayout.Extent;
import org.jpsi.formats.root.ItemLayout.Header;
import org.jpsi.formats.root.ItemLayout.Items;
import org.jpsi.formats.root.ItemLayout.Length;
import org.jpsi.formats.root.ItemLayout.Member;
import org.jpsi.formats.root.ItemLayout.Members;
import org.jpsi.formats.root.ItemLayout.Numbers;
import org.jpsi.formats.root.ItemLayout.Packed;
import org.jpsi.formats.root.ItemLayout.Repeated;
import org.jpsi.formats.root.ItemLayout.Skipped;
import org.jpsi.formats.root.ItemLayout.Text;
import org.jpsi.formats.root.NotRead.NotReadException;
import org.jpsi.formats.root.StreamerInfo.StreamerElement;

/// Layouts of the types of one branch, by the streamer infos of the file.
final class ClassLayouts {
  /// The longest fixed array.
  static final int MAX_LENGTH = 1 << 20;

  private static final int MAX_DEPTH = 20;
  // a class may have ten members of one that has ten members of ...
  private static final int MAX_LAYOUTS = 3000;
  // each with a Streamer of its own, whatever their layout says
  private static final Set<String> OWN_STREAMER =
      Set.of(
          "TClonesArray",
          "TObjArray",
          "TList",
          "THashList",
          "THashTable",
          "TMap",
          "TCollection",
          "TSeqCollection",
          "TBtree",
          "TFolder",
          "TProcessID",
          "TDirectory",
          "TDirectoryFile",
          "TFile",
          "TTree",
          "TCut",
          "TClassRef");

  private final StreamerInfoList streamers;
  private final MetadataBudget budget;
  private final Set<String> within = new HashSet<>();
  private int depth;
  private int layouts;

  ClassLayouts(StreamerInfoList streamers, MetadataBudget budget) {
    this.streamers = streamers;
    this.budget = budget;
  }

  /// The layout of a type.
  ItemLayout type(String text, Header header) throws NotReadException {
    CppType type = CppType.parse(text);
    if (type == null) {
      throw NotRead.TYPE.exception(text);
    }
    return type(type, header);
  }

  ItemLayout type(CppType type, Header header) throws NotReadException {
    enter(type.toString());
    ItemLayout layout = plain(type, header);
    depth--;
    return layout;
  }

  private ItemLayout plain(CppType type, Header header) throws NotReadException {
    NumberType number = type.number();
    if (number != null) {
      return new Numbers(number, List.of());
    } else if (type.isPointer()) {
      throw NotRead.POINTER.exception(type);
    } else if (type.isText()) {
      return new Text(Length.SHORT, header);
    } else if (type.name().equals("Double32_t")) {
      return new Packed(new PackedNumber(NumberType.FLOAT64, 0, 0, 0), List.of());
    } else if (type.name().equals("Float16_t")) {
      throw NotRead.TYPE.exception("Float16_t in a collection");
    } else if (type.isBitset()) {
      return Items.collection(new Numbers(NumberType.BOOL, List.of()), header);
    } else if (type.isCollection()) {
      return Items.collection(type(type.arguments().getFirst(), Header.NONE), header);
    } else if (type.isMap()) {
      return Items.collection(pair(type.arguments().get(0), type.arguments().get(1)), header);
    }
    return object(type.toString(), -1);
  }

  private Members pair(CppType first, CppType second) throws NotReadException {
    return new Members(
        "pair",
        Members.WITHOUT_HEADER,
        0,
        List.of(
            new Member("first", false, type(first, Header.MEMBERWISE)),
            new Member("second", false, type(second, Header.MEMBERWISE))));
  }

  /// The layout of an object.
  ///
  /// @param version of its class; -1 for the latest in the file
  ItemLayout object(String className, int version) throws NotReadException {
    String name = CppType.normalized(className);
    ItemLayout known = KnownLayouts.of(name);
    if (known != null) {
      return known;
    }
    if (OWN_STREAMER.contains(name)) {
      throw NotRead.STREAMER.exception(name);
    }
    StreamerInfo info = streamers.ofClass(name, version);
    if (info == null) {
      throw NotRead.CLASS.exception(name);
    }
    enter(name);
    if (!within.add(name)) {
      throw NotRead.NESTING.exception(name);
    }
    List<Member> members = new ArrayList<>();
    for (StreamerElement element : info.members()) {
      boolean base = element.kind().equals("Base");
      budget.memory().spend(64);
      members.add(new Member(element.name(), base, member(element)));
    }
    within.remove(name);
    depth--;
    int checksum = streamers.versions(name) > 1 ? info.checksum() : 0;
    return new Members(name, info.version(), checksum, List.copyOf(members));
  }

  private void enter(String name) throws NotReadException {
    budget.steps().spend(1 + name.length() / 8);
    if (++depth > MAX_DEPTH || ++layouts > MAX_LAYOUTS) {
      throw NotRead.NESTING.exception(name);
    }
  }

  private ItemLayout member(StreamerElement m) throws NotReadException {
    if (m.kind().equals("Base")) {
      return m.name().equals("TObject") ? Skipped.TOBJECT : object(m.name(), m.version());
    }
    return element(m, m.type(), m.length());
  }

  /// The layout of a member of a class.
  ///
  /// @param type its code, as in TVirtualStreamerInfo
  /// @param length of a fixed array
  ItemLayout element(StreamerElement m, int type, int length) throws NotReadException {
    if (m.kind().equals("STL") || m.kind().equals("STLstring")) {
      ItemLayout one = m.kind().equals("STLstring") ? string() : type(m.typeName(), Header.ALWAYS);
      return repeated(one, m.sizes(), length);
    }
    if (type > 0 && type < 20 && type != 7 && type != 10) {
      return number(type, m.title(), ArrayShape.of(m.sizes(), length));
    } else if (type > 20 && type < 40) {
      return number(type - 20, m.title(), ArrayShape.of(m.sizes(), length));
    } else if (type > 40 && type < 60) {
      return new Items(
          number(type - 40, m.title(), List.of()), Extent.MEMBER, Header.NONE, m.count());
    }
    String className = m.typeName().replace("*", "").strip();
    return switch (type) {
      case 7 -> new Text(Length.LONG, Header.NONE);
      case 61, 62, 63, 68 -> object(className, -1);
      case 81, 82, 83, 88 -> repeated(object(className, -1), m.sizes(), Math.max(1, length));
      case 65 -> new Text(Length.SHORT, Header.NONE);
      case 85 -> repeated(new Text(Length.SHORT, Header.NONE), m.sizes(), Math.max(1, length));
      case 66 -> Skipped.TOBJECT;
      case 67 -> object("TNamed", -1);
      case 64, 69, 84, 89, 501 -> throw NotRead.POINTER.exception(className);
      case 500 -> throw NotRead.STREAMER.exception(className);
      default -> throw NotRead.TYPE.exception("member of type " + type + ", " + m.typeName() + ",");
    };
  }

  private static Text string() {
    return new Text(Length.SHORT, Header.ALWAYS);
  }

  /// The layout of numbers of a basic type.
  ///
  /// @param shape of fixed arrays
  /// @param range the comment that may tell the range of a packed one
  static ItemLayout number(int type, String range, List<Integer> shape) throws NotReadException {
    int width = ArrayShape.length(shape);
    if (width > MAX_LENGTH) {
      throw NotRead.SIZE.exception(8L * width);
    }
    if (type == 9 || type == 19) {
      PackedNumber packing = PackedNumber.of(type == 19, range);
      if (packing == null) {
        throw NotRead.TYPE.exception("number packed as " + range);
      }
      return new Packed(packing, shape);
    }
    if (type == 15 && width == 1) {
      return new Bits();
    }
    NumberType number = LeafType.ofMember(type);
    if (number == null) {
      throw NotRead.TYPE.exception("number of type " + type);
    }
    return new Numbers(number, shape);
  }

  private static ItemLayout repeated(ItemLayout layout, List<Integer> sizes, int length)
      throws NotReadException {
    if (length > MAX_LENGTH) {
      throw NotRead.SIZE.exception(length);
    }
    if (length <= 1) {
      return length > 0 ? new Repeated(layout, length) : layout;
    }
    ItemLayout lists = layout;
    for (int size : ArrayShape.of(sizes, length).reversed()) {
      lists = new Repeated(lists, size);
    }
    return lists;
  }
}
