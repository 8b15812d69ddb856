package org.jpsi.formats.root;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.errors.Problem;
import org.jpsi.core.events.EventSource;
import org.jpsi.formats.EventWriter;
import org.jpsi.formats.Format;
import org.jpsi.formats.TreeInfo;
import org.jpsi.formats.rntuple.RNTuple;
import org.jspecify.annotations.Nullable;

/// ROOT format: trees (TTree) with branches of numbers, texts, collections and objects, by the
/// layouts of classes in the file, and RNTuples. What is not read is named with the reason.
public final class RootFormat implements Format {
  private static final int SHOWN = 5;

  @Override
  public String name() {
    return "ROOT";
  }

  @Override
  public List<String> extensions() {
    return List.of(".root");
  }

  @Override
  public boolean recognizes(byte[] head) {
    return head.length >= 4 && head[0] == 'r' && head[1] == 'o' && head[2] == 'o' && head[3] == 't';
  }

  @Override
  public boolean readable() {
    return true;
  }

  @Override
  public List<TreeInfo> trees(Path path) {
    try (RootFile file = RootFile.open(path)) {
      List<TreeInfo> infos = new ArrayList<>();
      Map<Long, TreeInfo> read = new HashMap<>();
      for (Map.Entry<String, Key> entry : file.keys().entrySet()) {
        Key key = entry.getValue();
        if (isTree(key) || isNtuple(key)) {
          String name = entry.getKey();
          // of many keys of one record, the record is read once
          TreeInfo first = read.computeIfAbsent(key.seek(), _ -> info(file, name, key));
          infos.add(
              new TreeInfo(
                  name,
                  first.typeName(),
                  first.title(),
                  first.events(),
                  first.compression(),
                  first.bytes(),
                  first.reason()));
        }
      }
      return infos;
    }
  }

  private static TreeInfo info(RootFile file, String name, Key key) {
    String type = isNtuple(key) ? "RNTuple" : key.className();
    try {
      if (isNtuple(key)) {
        RNTuple ntuple = ntuple(file, name, key);
        return new TreeInfo(
            name, type, ntuple.description(), ntuple.entries(), ntuple.compression(), file.size());
      }
      RootTree tree = RootTree.read(file, name, key);
      return new TreeInfo(
          name, type, tree.title(), tree.entries(), compression(file, tree, key), file.size());
    } catch (InputException wrong) {
      if (wrong.problem().kind() != Problem.Kind.DAMAGED_FILE) {
        throw wrong;
      }
      // which is nothing to the other trees
      return TreeInfo.unreadable(name, type, file.size(), wrong.problem().says());
    }
  }

  private static RNTuple ntuple(RootFile file, String name, Key key) {
    if (key.className().contains("Experimental")) {
      throw file.location()
          .in("RNTuple " + name)
          .unread("RNTuples of version 1 alone are read (ROOT 6.34 or later)");
    }
    RootInput anchor = file.object(key, file.budget(), "RNTuple " + name);
    return RNTuple.read(new RootStorage(file), anchor.array(), anchor.at(), name);
  }

  @Override
  public EventSource open(Path path, @Nullable String name) {
    RootFile file = RootFile.open(path);
    try {
      String chosen = choose(file, path.toString(), name);
      Key key = Objects.requireNonNull(file.key(chosen));
      String origin = path + ":" + chosen;
      List<String> notes = cycleNotes(file, chosen);
      EventSource source =
          isNtuple(key)
              ? ntuple(file, chosen, key).source(origin, notes)
              : new RootSource(file, origin, RootTree.read(file, chosen, key), notes);
      file = null;
      return source;
    } finally {
      if (file != null) {
        file.close();
      }
    }
  }

  /// Says which of several cycles of a tree is read: of those that were not named, the highest.
  private static List<String> cycleNotes(RootFile file, String chosen) {
    List<String> all = file.cycles(chosen);
    return all.size() < 2
        ? List.of()
        : List.of(
            "of the cycles "
                + String.join(", ", all.subList(0, Math.min(SHOWN, all.size())))
                + (all.size() > SHOWN ? " and " + (all.size() - SHOWN) + " more" : "")
                + " the highest is read, "
                + chosen
                + ";"
                + Objects.requireNonNull(file.key(chosen)).cycle());
  }

  private static String choose(RootFile file, String where, @Nullable String name) {
    List<String> trees = names(file);
    if (name == null && trees.size() == 1) {
      return trees.getFirst();
    }
    if (name != null && file.key(name) instanceof Key key && (isTree(key) || isNtuple(key))) {
      return name;
    }
    InputException.Builder message =
        InputException.at(where)
            .expected(name == null ? "one tree" : "a tree " + name)
            .found(trees.isEmpty() ? "none" : String.join(", ", trees));
    if (name != null) {
      int cycle = name.lastIndexOf(';');
      List<String> cycles = cycle < 0 ? List.of() : file.cycles(name.substring(0, cycle));
      message.nearest(name, cycles.isEmpty() ? trees : cycles);
    }
    throw message
        .remedy(trees.isEmpty() ? "`jpsi inspect` shows what is there" : "name one of them")
        .exception();
  }

  private static List<String> names(RootFile file) {
    return file.keys().entrySet().stream()
        .filter(e -> isTree(e.getValue()) || isNtuple(e.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static boolean isTree(Key key) {
    return switch (key.className()) {
      case "TTree", "TNtuple", "TNtupleD" -> true;
      default -> false;
    };
  }

  private static boolean isNtuple(Key key) {
    return key.className().endsWith("RNTuple");
  }

  /// The algorithm of the records: the file's header has only the setting, and a short basket may
  /// be left uncompressed.
  private static String compression(RootFile file, RootTree tree, Key key) {
    for (Branch branch : tree.branches()) {
      if (!branch.baskets().isEmpty() && branch.baskets().getFirst().seek() != 0) {
        Basket basket = branch.baskets().getFirst();
        String name =
            file.compression(
                basket.seek(), basket.bytes(), "basket 0 of " + branch.location().object());
        if (!name.equals("none")) {
          return name;
        }
      }
    }
    return file.compression(key.seek(), key.bytes(), "tree " + tree.name());
  }

  @Override
  public EventWriter create(Path file, String tree) {
    return new RootWriter(new RootFileOutput(file), tree, false);
  }
}
