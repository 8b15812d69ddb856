package org.jpsi.formats.root;

/// Full path of a branch, as RDataFrame has it: the branch of an object, then the members down to
/// this one, with dots between. Classes that a member was inherited from are left out, as in C++.
///
/// ROOT's own names say less. The member `pt` of an object `mu` has a branch `pt`, beside the `pt`
/// of an object `el`; only those of an object `mu.`, with a dot, and of objects further within
/// repeat what they belong to, as in `mu.pt`.
///
/// @param name the full path: `mu.pt`
/// @param qualified with the base classes: `mu.Lepton.pt`
/// @param own the branch's own name, without the dimensions of an array and a last dot
/// @param repeated whether the names of members may begin with the own one
/// @param depth number of objects that it is within; 0 for a branch of the tree itself
/// @param bases number of base classes that it is within
/// @param base whether it stands for a base class of its object
record BranchPath(
    String name,
    String qualified,
    String own,
    boolean repeated,
    int depth,
    int bases,
    boolean base) {
  /// The path of the tree, which has no name in those of its branches.
  static final BranchPath TREE = new BranchPath("", "", "", false, -1, 0, false);

  /// The longest name: a file may claim that each of its branches is within one of a huge name.
  static final int MAX_LENGTH = 1000;

  private static final int BASE_CLASS = 1;
  private static final int CLONES = 3;
  private static final int COLLECTION = 4;

  /// The path of a branch within this one.
  BranchPath child(RootObject record) {
    boolean element = record.className().equals("TBranchElement");
    int type = element && record.has("fType") ? (int) record.number("fType") : 0;
    String text = record.text("fName");
    // ROOT calls the branch of a member `double p[3]` so; in expressions it is p
    String called = element ? withoutDimensions(text) : text;
    boolean dotted = called.endsWith(".") && called.length() > 1;
    String alone = dotted ? called.substring(0, called.length() - 1) : called;
    boolean top = depth < 0;
    String member = repeated && begins(called, own) ? called.substring(own.length() + 1) : called;
    if (type == BASE_CLASS && !top) {
      // its members are the object's
      return new BranchPath(name, joined(qualified, member), own, repeated, depth, bases + 1, true);
    }
    return new BranchPath(
        joined(name, member),
        joined(qualified, member),
        alone,
        !top || dotted || type == CLONES || type == COLLECTION,
        depth + 1,
        bases,
        false);
  }

  /// The path of a base class of an object that is not split: its members are the object's.
  BranchPath base(String className) {
    return new BranchPath(
        name, joined(qualified, className), own, repeated, depth, bases + 1, true);
  }

  /// The path of a leaf in a list of leaves, or of a member of an object that is not split.
  BranchPath leaf(String leaf) {
    return new BranchPath(
        joined(name, leaf), joined(qualified, leaf), leaf, false, depth + 1, bases, false);
  }

  /// Whether the name is cut.
  boolean tooLong() {
    return name.length() > MAX_LENGTH;
  }

  /// Whether a name begins with another and a dot; without a copy of one of a megabyte for each
  /// member.
  private static boolean begins(String name, String first) {
    return name.startsWith(first)
        && name.length() > first.length()
        && name.charAt(first.length()) == '.';
  }

  private static String joined(String object, String member) {
    String way = object.isEmpty() || object.endsWith(".") ? object : object + ".";
    String whole = way + member;
    return whole.length() > MAX_LENGTH ? whole.substring(0, MAX_LENGTH) + "…" : whole;
  }

  private static String withoutDimensions(String name) {
    int end = name.length();
    while (end > 0 && name.charAt(end - 1) == ']') {
      int digit = end - 2;
      while (digit >= 0 && name.charAt(digit) >= '0' && name.charAt(digit) <= '9') {
        digit--;
      }
      if (digit < 0 || digit == end - 2 || name.charAt(digit) != '[') {
        break;
      }
      end = digit;
    }
    return name.substring(0, end);
  }
}
