package dev.weft.objectstore;

import dev.weft.testsupport.stores.StoreProgram;
import org.junit.jupiter.api.extension.RegisterExtension;

class SeaweedfsContractIT extends ProgramContract {
  @RegisterExtension
  static final ContractTable TABLE = ContractTable.column(StoreProgram.SEAWEEDFS.title());

  SeaweedfsContractIT() {
    super(StoreProgram.SEAWEEDFS);
  }
}
