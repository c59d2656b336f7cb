// Reads every property of the Thing Description in the file that is named, one after another, and prints what came as JSON.
const { Servient } = require("@node-wot/core");
const { ModbusClientFactory } = require("@node-wot/binding-modbus");
const fs = require("fs");

(async () => {
  const description = JSON.parse(fs.readFileSync(process.argv[2]));
  const servient = new Servient();
  servient.addClientFactory(new ModbusClientFactory());
  const thing = await (await servient.start()).consume(description);
  const read = {};
  for (const name of Object.keys(description.properties)) {
    read[name] = await (await thing.readProperty(name)).value();
  }
  process.stdout.write(JSON.stringify(read), () => process.exit(0));
})().catch(error => {
  console.error(error);
  process.exit(1);
});
