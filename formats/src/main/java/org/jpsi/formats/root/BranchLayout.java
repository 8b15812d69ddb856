package org.jpsi.formats.root;

import java.util.List;
import org.jpsi.core.table.NumberType;
import org.jpsi.formats.root.ItemLayout.Header;
import org.jpsi.formats.root.ItemLayout.Items;
import org.jpsi.formats.root.ItemLayout.Length;
import org.jpsi.formats.root.ItemLayout.Member;
import org.jpsi.formats.root.ItemLayout.Members;
import org.jpsi.formats.root.ItemLayout.Skipped;
import org.jpsi.formats.root.ItemLayout.Text;
import org.jpsi.formats.root.NotRead.NotReadException;
import org.jpsi.formats.root.StreamerInfo.StreamerElement;
import org.jspecify.annotations.Nullable;

/// Layout of the entries of a branch, by its leaf and, of a TBranchElement, by the member of a
/// class that it holds.
///
/// Kinds of a TBranchElement (fType): 0 an object or a member, 3 and 4 the number of elements of a
/// TClonesArray or STL collection that is split, 31 and 41 a member of its elements. Its
/// fStreamerType is that of the member, -1 for an object of the tree itself.
final class BranchLayout {
  private static final int CLONES_MEMBER = 31;
  private static final int COLLECTION_MEMBER = 41;

  private final RootObject record;
  private final RootObject leaf;
  private final StreamerInfoList streamers;
  private final ClassLayouts classes;

  private BranchLayout(
      RootObject record, RootObject leaf, StreamerInfoList streamers, MetadataBudget budget) {
    this.record = record;
    this.leaf = leaf;
    this.streamers = streamers;
    this.classes = new ClassLayouts(streamers, budget);
  }

  /// The layout of a branch with one leaf.
  static ItemLayout of(
      RootObject record, RootObject leaf, StreamerInfoList streamers, MetadataBudget budget)
      throws NotReadException {
    ItemLayout layout = new BranchLayout(record, leaf, streamers, budget).layout();
    if (layout.paths(BranchPath.TREE).isEmpty()) {
      throw NotRead.NO_VALUES.exception(record.text("fName"));
    }
    return layout;
  }

  private ItemLayout layout() throws NotReadException {
    String className = leaf.className();
    return switch (className) {
      case "TLeafElement" -> element();
      case "TLeafObject" -> object();
      case "TLeafF16", "TLeafD32" ->
          counted(
              ClassLayouts.number(
                  className.equals("TLeafF16") ? 19 : 9, leaf.text("fTitle"), shape()));
      default -> {
        NumberType type = LeafType.of(className, leaf.number("fIsUnsigned") != 0);
        if (type == null) {
          throw NotRead.LEAF.exception(className);
        }
        yield counted(new ItemLayout.Numbers(type, shape()));
      }
    };
  }

  /// Whether a branch is the number of elements of a collection whose members are its branches.
  static boolean isCount(RootObject record) {
    if (!record.className().equals("TBranchElement") || !record.has("fType")) {
      return false;
    }
    long type = record.number("fType");
    return type == 3 || type == 4;
  }

  private List<Integer> shape() throws NotReadException {
    int width = Math.max(1, leaf.count("fLen"));
    if (width > ClassLayouts.MAX_LENGTH) {
      throw NotRead.SIZE.exception(8L * width);
    }
    return ArrayShape.of(leaf.text("fTitle"), width);
  }

  private ItemLayout counted(ItemLayout numbers) {
    return leaf.has("fLeafCount") ? Items.toEnd(numbers, Header.NONE) : numbers;
  }

  /// A TBranchObject: the name of the class before each object.
  private ItemLayout object() throws NotReadException {
    String className = record.has("fClassName") ? record.text("fClassName") : "";
    ItemLayout object = classes.object(className, -1);
    return new Members(
        className,
        Members.WITHOUT_HEADER,
        0,
        List.of(new Member("", true, Skipped.CLASS_NAME), new Member(className, true, object)));
  }

  private ItemLayout element() throws NotReadException {
    if (!record.has("fStreamerType") || !record.has("fType") || !record.has("fClassName")) {
      throw NotRead.RECORD.exception(record.className());
    }
    int type = (int) record.number("fStreamerType");
    long kind = record.number("fType");
    if (type < 0) {
      return whole();
    } else if (type == 0) {
      throw NotRead.NO_VALUES.exception(record.text("fName"));
    } else if (kind == CLONES_MEMBER || kind == COLLECTION_MEMBER) {
      return ofElements(type);
    } else if (type > 40 && type < 60) {
      // a byte says whether there are any
      return new Members(
          "",
          Members.WITHOUT_HEADER,
          0,
          List.of(
              new Member("", true, new Skipped(1)),
              new Member("", true, Items.toEnd(number(type - 40, List.of()), Header.NONE))));
    } else if (type < 40 && type != 7 && type != 10) {
      return number(type > 20 ? type - 20 : type, shape());
    } else if (type == 65) {
      return new Text(Length.SHORT, Header.NONE);
    }
    StreamerElement member = requireMember();
    return classes.element(member, type, member.length());
  }

  /// An object or a collection of the tree itself.
  private ItemLayout whole() throws NotReadException {
    String className = record.text("fClassName");
    CppType type = CppType.parse(className);
    if (type != null && type.isText()) {
      return new Text(Length.SHORT, Header.NONE);
    } else if (type != null && (type.isCollection() || type.isMap() || type.isBitset())) {
      return classes.type(type, Header.ALWAYS);
    }
    ItemLayout object = classes.object(className, version());
    // without a Streamer of its own, its members are written alone
    return object instanceof Members members && record.number("fType") == 0
        ? new Members(className, Members.WITHOUT_HEADER, 0, members.members())
        : object;
  }

  /// A member of the elements of a collection: those of all elements up to the end of the entry.
  private ItemLayout ofElements(int type) throws NotReadException {
    if (type < 40 && type != 7 && type != 10) {
      return Items.toEnd(number(type > 20 ? type - 20 : type, shape()), Header.NONE);
    } else if (type < 60) {
      throw NotRead.TYPE.exception("counted array within a collection");
    } else if (type == 65) {
      return Items.toEnd(new Text(Length.SHORT, Header.NONE), Header.NONE);
    }
    StreamerElement member = requireMember();
    return switch (member.kind()) {
      case "STLstring" -> Items.toEnd(new Text(Length.SHORT, Header.NONE), Header.ALWAYS);
      case "STL" -> Items.toEnd(classes.type(member.typeName(), Header.NONE), Header.ALWAYS);
      default -> Items.toEnd(classes.element(member, type, member.length()), Header.NONE);
    };
  }

  /// The version of the class, -1 where the branch does not say it.
  private int version() {
    return record.has("fClassVersion") ? (int) record.number("fClassVersion") : -1;
  }

  private ItemLayout number(int type, List<Integer> shape) throws NotReadException {
    String range = "";
    if (type == 9 || type == 19) {
      range = requireMember().title();
    }
    return ClassLayouts.number(type, range, shape);
  }

  private StreamerElement requireMember() throws NotReadException {
    StreamerElement member = member();
    if (member == null) {
      throw NotRead.CLASS.exception(record.text("fName") + " of " + record.text("fClassName"));
    }
    return member;
  }

  /// The member of a class that the branch holds: by its number, or else its name.
  private @Nullable StreamerElement member() {
    String name = memberName();
    String className = CppType.normalized(record.text("fClassName"));
    StreamerInfo info = streamers.ofClass(className, version());
    long id = record.has("fID") ? record.number("fID") : -1;
    if (info != null && id >= 0 && id < info.members().size()) {
      StreamerElement member = info.members().get((int) id);
      if (member.name().equals(name)) {
        return member;
      }
    }
    StreamerElement member = named(name, info, 0);
    if (member == null && record.has("fParentName")) {
      String parent = CppType.normalized(record.text("fParentName"));
      member = named(name, streamers.ofClass(parent, -1), 0);
    }
    return member;
  }

  private @Nullable StreamerElement named(String name, @Nullable StreamerInfo info, int depth) {
    if (info == null || depth > 10) {
      return null;
    }
    for (StreamerElement member : info.members()) {
      if (member.name().equals(name) && !member.kind().equals("Base")) {
        return member;
      }
    }
    for (StreamerElement base : info.members()) {
      if (base.kind().equals("Base")) {
        StreamerInfo layout = streamers.ofClass(CppType.normalized(base.name()), base.version());
        StreamerElement member = named(name, layout, depth + 1);
        if (member != null) {
          return member;
        }
      }
    }
    return null;
  }

  /// Without the objects that it is within, and without dimensions.
  private String memberName() {
    String name = record.text("fName");
    int bracket = name.indexOf('[');
    String plain = bracket < 0 ? name : name.substring(0, bracket);
    return plain.substring(plain.lastIndexOf('.') + 1);
  }
}
