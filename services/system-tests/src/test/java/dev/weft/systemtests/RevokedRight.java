package dev.weft.systemtests;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** Revokes a user's permission on a topic until it is granted again. */
final class RevokedRight {

  private final Map<String, Object> administrator;
  private final AclBinding right;

  RevokedRight(Map<String, Object> administrator, String user, AclOperation operation, String topic)
      throws InterruptedException, ExecutionException {
    this.administrator = administrator;
    this.right =
        new AclBinding(
            new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
            new AccessControlEntry("User:CN=" + user, "*", operation, AclPermissionType.ALLOW));
    try (Admin admin = Admin.create(administrator)) {
      admin.deleteAcls(List.of(right.toFilter())).all().get();
    }
  }

  void giveBack() throws InterruptedException, ExecutionException {
    try (Admin admin = Admin.create(administrator)) {
      admin.createAcls(List.of(right)).all().get();
    }
  }
}
