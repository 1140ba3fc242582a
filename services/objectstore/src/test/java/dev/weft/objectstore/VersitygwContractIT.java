package dev.weft.objectstore;

import dev.weft.testsupport.stores.StoreProgram;
import org.junit.jupiter.api.extension.RegisterExtension;

class VersitygwContractIT extends ProgramContract {
  @RegisterExtension
  static final ContractTable TABLE = ContractTable.column(StoreProgram.VERSITYGW.title());

  VersitygwContractIT() {
    super(StoreProgram.VERSITYGW);
  }
}
