package dev.weft.systemtests.badinput;

import dev.weft.systemtests.badinput.BadInputPage.Group;
import java.util.List;

/** All cases, in the order of the page. */
final class BadCases {

  private static final List<Group> GROUPS =
      List.of(
          new Group("Uploads over HTTP", UploadCases.all()),
          new Group("Files", FileCases.all()),
          new Group("Events about images", EventCases.all()),
          new Group("Bucket notifications", NotificationCases.all()),
          new Group("Labels", LabelCases.all()),
          new Group("Trainings", TrainingCases.all()),
          new Group("Labeled images that do not train", LeftOutCases.all()),
          new Group("Orders about versions", RolloutCases.all()),
          new Group("Versions in the store", VersionCases.all()),
          new Group("The inference protocol", InferenceCases.all()),
          new Group("Questions", QueryCases.all()),
          new Group("The command line and weight files", CommandCases.all()),
          new Group("Keys", AccessCases.all()));

  private BadCases() {}

  static List<Group> groups() {
    return GROUPS;
  }

  static List<BadCase> all() {
    return GROUPS.stream().flatMap(group -> group.cases().stream()).toList();
  }
}
