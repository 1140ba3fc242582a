/** The gateway's HTTP contract in memory, for tests of what asks it. */
package dev.weft.testsupport.gateway;
