/** The gateway's HTTP interface in memory, for tests of its clients. */
package dev.weft.testsupport.gateway;
