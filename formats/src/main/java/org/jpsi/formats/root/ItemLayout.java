package org.jpsi.formats.root;

import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.table.NumberType;

/// Layout of a streamed value (TBufferFile): how the bytes of one item, which an entry of a branch
/// or an element of a collection is, become rows of columns. {@link ItemReader} follows it.
sealed interface ItemLayout {
  /// The reader of items that lie so, with nothing read.
  ItemReader reader();

  /// The least number of bytes that an item takes: it bounds what a count may claim.
  int leastBytes();

  /// The full paths of the columns, in the order of {@link ItemReader#columns}.
  default void paths(BranchPath path, List<BranchPath> into) {
    into.add(path);
  }

  /// The full paths of the columns of a branch.
  default List<BranchPath> paths(BranchPath path) {
    List<BranchPath> all = new ArrayList<>();
    paths(path, all);
    return List.copyOf(all);
  }

  /// A number, or a fixed array of them.
  record Numbers(NumberType type, List<Integer> shape) implements ItemLayout {
    @Override
    public ItemReader reader() {
      return new NumberItems(type, shape);
    }

    @Override
    public int leastBytes() {
      return LeafType.bytes(type) * ArrayShape.length(shape);
    }
  }

  /// A number of the types Float16_t and Double32_t, or a fixed array of them.
  record Packed(PackedNumber packing, List<Integer> shape) implements ItemLayout {
    @Override
    public ItemReader reader() {
      return new PackedItems(packing, shape);
    }

    @Override
    public int leastBytes() {
      return packing.bytes() * ArrayShape.length(shape);
    }
  }

  /// Encoding of the length of a text.
  enum Length {
    /// In one byte, or 255 and four bytes (TString, std::string).
    SHORT,
    /// In four bytes (char*).
    LONG
  }

  /// Where byte count and version come before a collection or text, or before several in a row.
  enum Header {
    NONE,
    ALWAYS,
    /// Only in objects that lie member by member, as those of pairs.
    MEMBERWISE
  }

  /// A word of bits of a TObject (fBits), after which the number of a process may follow.
  record Bits() implements ItemLayout {
    @Override
    public ItemReader reader() {
      return new BitsItems();
    }

    @Override
    public int leastBytes() {
      return 4;
    }
  }

  /// A text.
  record Text(Length length, Header header) implements ItemLayout {
    @Override
    public ItemReader reader() {
      return new TextItems(this);
    }

    @Override
    public int leastBytes() {
      return length == Length.SHORT ? 1 : 4;
    }
  }

  /// Source of the number of items of a list.
  enum Extent {
    /// Four bytes before them (STL collections).
    COUNT,
    /// The end of the object or of the entry.
    END,
    /// A member of the same object; one byte before them says whether there are any.
    MEMBER,
    /// A member of the same object.
    MEMBER_BARE
  }

  /// A varying number of items.
  ///
  /// @param counter name of the member that counts them; else empty
  record Items(ItemLayout item, Extent extent, Header header, String counter)
      implements ItemLayout {
    /// The elements of an STL collection.
    static Items collection(ItemLayout item, Header header) {
      return new Items(item, Extent.COUNT, header, "");
    }

    /// The items up to the end of an entry.
    static Items toEnd(ItemLayout item, Header header) {
      return new Items(item, Extent.END, header, "");
    }

    @Override
    public ItemReader reader() {
      return new ListItems(this);
    }

    @Override
    public int leastBytes() {
      return switch (extent) {
        case COUNT -> 4;
        case MEMBER -> 1;
        case END, MEMBER_BARE -> 0;
      };
    }

    @Override
    public void paths(BranchPath path, List<BranchPath> into) {
      item.paths(path, into);
    }
  }

  /// A fixed array of what is no number: its items lie in rows of one length.
  record Repeated(ItemLayout item, int length) implements ItemLayout {
    @Override
    public ItemReader reader() {
      return new RepeatedItems(this);
    }

    @Override
    public int leastBytes() {
      return (int) Math.min(Integer.MAX_VALUE, (long) length * item.leastBytes());
    }

    @Override
    public void paths(BranchPath path, List<BranchPath> into) {
      item.paths(path, into);
    }
  }

  /// A member of a class.
  ///
  /// @param base whether it is a base class, whose name is not in that of columns
  record Member(String name, boolean base, ItemLayout layout) {}

  /// An object of a class, member by member.
  ///
  /// @param version of the class, whose members these are, or one of the constants
  /// @param checksum of the class, where it may stand for the version; 0 where it does not matter
  record Members(String className, int version, int checksum, List<Member> members)
      implements ItemLayout {
    /// Neither byte count nor version are stored, as for pairs.
    static final int WITHOUT_HEADER = -1;

    /// Of all versions alike.
    static final int ANY_VERSION = -2;

    @Override
    public ItemReader reader() {
      return new ObjectItems(this);
    }

    @Override
    public int leastBytes() {
      long least = version == WITHOUT_HEADER ? 0 : 2;
      for (Member member : members) {
        least += member.layout().leastBytes();
      }
      return (int) Math.min(Integer.MAX_VALUE, least);
    }

    /// The least bytes of one of several objects that lie member by member: neither it nor its
    /// bases have headers.
    int leastMemberwise() {
      long least = 0;
      for (Member member : members) {
        least +=
            member.base() && member.layout() instanceof Members base
                ? base.leastMemberwise()
                : member.layout().leastBytes();
      }
      return (int) Math.min(Integer.MAX_VALUE, least);
    }

    @Override
    public void paths(BranchPath path, List<BranchPath> into) {
      for (Member member : members) {
        BranchPath own = member.base() ? path.base(member.name()) : path.leaf(member.name());
        member.layout().paths(own, into);
      }
    }
  }

  /// Bytes that are no values: of a TObject, or of a fixed number.
  ///
  /// @param bytes their number, or one of the constants
  record Skipped(int bytes) implements ItemLayout {
    static final Skipped TOBJECT = new Skipped(-1);

    /// The name of a class, its length before it and a zero after it (TLeafObject).
    static final Skipped CLASS_NAME = new Skipped(-2);

    @Override
    public ItemReader reader() {
      return new SkippedItems(bytes);
    }

    @Override
    public int leastBytes() {
      return bytes >= 0 ? bytes : equals(TOBJECT) ? 10 : 2;
    }

    @Override
    public void paths(BranchPath path, List<BranchPath> into) {}
  }
}
