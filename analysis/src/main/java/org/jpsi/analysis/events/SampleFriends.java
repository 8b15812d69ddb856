package org.jpsi.analysis.events;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jpsi.analysis.file.AnalysisFile;
import org.jpsi.analysis.file.Sample;
import org.jpsi.analysis.file.SampleFiles;
import org.jpsi.analysis.file.SampleFriend;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.events.EventFriend;
import org.jpsi.core.events.EventSource;
import org.jpsi.core.io.FileTree;

/// Friends of the files of a sample, each opened with the file that it belongs to.
public final class SampleFriends {
  private final Function<FileTree, EventSource> open;
  private final List<SampleFriend> friends;
  private final List<List<FileTree>> files;

  private SampleFriends(
      Function<FileTree, EventSource> open,
      List<SampleFriend> friends,
      List<List<FileTree>> files) {
    this.open = open;
    this.friends = friends;
    this.files = files;
  }

  /// Friends of the files of a sample of an analysis.
  ///
  /// @param where the location of the key `files`, for messages
  /// @param count how many files the sample has
  /// @throws InputException where a friend has another number of files, or one does not exist
  public static SampleFriends of(
      AnalysisFile analysis, Sample.Files sample, String where, Path folder, int count) {
    return of(one -> SampleTrees.open(analysis, one), sample.friends(), where, folder, count);
  }

  /// Friends of any files.
  ///
  /// @param open how one of them is opened
  public static SampleFriends of(
      Function<FileTree, EventSource> open,
      List<SampleFriend> friends,
      String where,
      Path folder,
      int count) {
    List<List<FileTree>> files = new ArrayList<>();
    for (SampleFriend friend : friends) {
      List<FileTree> found = SampleFiles.find(where, friend.paths(), folder, friend.tree());
      if (found.size() != count && (found.size() != 1 || friend.by().isEmpty())) {
        throw InputException.at(where)
            .expected(
                count
                    + (count == 1 ? " file" : " files")
                    + " of the friend "
                    + friend.name()
                    + ", one for each of the sample")
            .found(Integer.toString(found.size()))
            .remedy(
                "name as many, in the same order, or one whose events are found by columns:"
                    + " `by: [run, event]`")
            .exception();
      }
      files.add(found);
    }
    return new SampleFriends(open, friends, files);
  }

  /// Opens a file of the sample, with its friends.
  ///
  /// @param number of the file among those of the sample
  public EventSource open(FileTree one, int number) {
    List<EventSource> opened = new ArrayList<>();
    boolean whole = false;
    try {
      EventSource events = open.apply(one);
      opened.add(events);
      List<EventFriend> all = new ArrayList<>();
      for (int i = 0; i < friends.size(); i++) {
        List<FileTree> own = files.get(i);
        EventSource friend = open.apply(own.size() == 1 ? own.getFirst() : own.get(number));
        opened.add(friend);
        all.add(new EventFriend(friends.get(i).name(), friend, friends.get(i).by()));
      }
      EventSource joined = EventSource.withFriends(events, all);
      whole = true;
      return joined;
    } finally {
      if (!whole) {
        opened.forEach(EventSource::close);
      }
    }
  }
}
