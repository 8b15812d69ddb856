package org.jpsi.analysis.file;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jpsi.analysis.file.ValueType.ListType;

/// Schema of the key `friends`, wherever events are read from files.
final class FriendSchema {
  private static final FilesSchema<SampleFriend> FRIEND_FILES =
      new FilesSchema<>(friend -> Optional.of(new Sample.Files(friend.paths(), friend.tree())));

  private static final Key<SampleFriend, List<String>> FILES =
      FRIEND_FILES.files(
          new Default.Required<>(),
          "The friend's files, one for each file of the sample; with `by`, also one for all.");

  private static final Key<SampleFriend, String> TREE =
      FRIEND_FILES.tree("The tree of a ROOT file; required where it has several.");

  private static final Key<SampleFriend, String> NAME =
      Key.withDefault(
          "name",
          TextType.of("a name"),
          new Default.Absent<>("that of the tree, else of the file"),
          friend -> Optional.of(friend.name()),
          "The name before its columns: `name.column`.");

  private static final Key<SampleFriend, List<String>> BY =
      Key.of(
          "by",
          new ListType<>(
              "a column, or a list of columns",
              TextType.of("a column"),
              true,
              ListType.Single.READ_AND_WRITTEN),
          List.of(),
          SampleFriend::by,
          "Columns of integers that both have, by which an event of the friend is found, such as"
              + " `[run, event]`. Without, entry k of both is the same event.");

  private static final ListType<SampleFriend> FRIENDS =
      new ListType<>(
          "a list of friends, each with `files:`",
          new ObjectType<>(List.of(FILES, TREE, NAME, BY), List.of(), FriendSchema::friend),
          true,
          ListType.Single.NO);

  private FriendSchema() {}

  /// The key of a value that has files.
  static <T> Key<T, List<SampleFriend>> key(Function<T, Optional<Sample.Files>> get) {
    return Key.withDefault(
        "friends",
        FRIENDS,
        new Default.Absent<>("none"),
        value -> get.apply(value).map(Sample.Files::friends).filter(friends -> !friends.isEmpty()),
        "Friends of the files, as TTree::AddFriend: files with other columns of the same events.");
  }

  private static SampleFriend friend(KeyValues<SampleFriend> values) {
    if (!values.isSet(FILES)) {
      throw values.wrong("the key files");
    }
    List<String> paths = values.get(FILES);
    String tree = values.find(TREE).orElse("");
    return new SampleFriend(
        values.find(NAME).orElseGet(() -> SampleFriend.name(paths.getFirst(), tree)),
        paths,
        tree,
        values.get(BY));
  }
}
