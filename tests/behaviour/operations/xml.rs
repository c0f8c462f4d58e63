//! Bodies and answers in XML, and answers of a media type beside the one that is asked for.
use operations::models::{Kind, Pet, PetOwner, Zoo};
use operations::operations::FindPetAnswer;
use operations::{Client, Error, ErrorKind, ResponseValidation};
use std::error::Error as StdError;

pub async fn run(url: &str) -> Result<(), Box<dyn StdError>> {
    let client = Client::builder().base_url(url).build()?;
    let pet = Pet::new(7, "A & B", texts(["x", "<y>"]))
        .born("2020-02-29".parse()?)
        .tame(true)
        .weight(1.5)
        .kind(Kind::Small)
        .parents(vec![Pet::new(8, "Ma", Vec::<String>::new())])
        .owner(PetOwner::new().since(3));
    assert_eq!(client.xml().put_pet(pet.clone()).await?, pet);
    let error = client.xml().put_pet(Pet::new(1, "x", texts([]))).await.expect_err("the name is too short");
    assert!(error.to_string().contains("body/name"), "{error}");
    let error = client.xml().put_pet(Pet::new(1, "x\u{0}", texts([]))).await.expect_err("no XML holds it");
    assert!(error.to_string().contains("has a character that XML cannot hold"), "{error}");
    let pets = client.xml().list_pets().await?;
    assert_eq!(pets.iter().map(|pet| pet.id).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(pets[1].counts.as_ref().and_then(|counts| counts.get("legs")), Some(&4));
    let zoo = Zoo::new()
        .plain("a")
        .list(texts(["b", "c"]))
        .renamed("d")
        .id(123)
        .name("example")
        .items(texts(["e", "f"]))
        .outside(texts(["g"]))
        .wrapped(texts(["h", "i"]))
        .inside(texts(["j"]))
        .both(texts(["k", "l"]))
        .around(texts(["m"]));
    client.xml().send_zoo(zoo).await?;
    either(&client).await?;
    strict(url).await?;
    Ok(())
}

fn texts<const N: usize>(texts: [&str; N]) -> Vec<String> {
    texts.map(str::to_owned).to_vec()
}

/// The answer is read by its media type.
async fn either(client: &Client) -> Result<(), Error> {
    let find = |case: &str| client.xml().find_pet().case(case);
    for case in ["json", "xml", "unknown", "json-as-csv"] {
        let FindPetAnswer::Ok(pet) = find(case).await? else {
            panic!("{case} is a pet");
        };
        assert_eq!((pet.id, pet.name.as_str()), (5, "Bo"), "{case}");
    }
    let error = find("csv").await.expect_err("it is no pet");
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(error.to_string().contains("expected application/json, found text/csv, which this call cannot hold"), "{error}");
    let error = find("broken").await.expect_err("it is no XML");
    assert!(error.to_string().contains("expected XML, found other text"), "{error}");
    Ok(())
}

/// In strict mode each answer is checked by what the document says of its status and media type.
async fn strict(url: &str) -> Result<(), Error> {
    let client = Client::builder().base_url(url).response_validation(ResponseValidation::Strict).build()?;
    let find = |case: &str| client.xml().find_pet().case(case);
    for case in ["json", "xml", "made", "soon"] {
        find(case).await?;
    }
    for (case, fault) in [
        ("short-json", "shorter than 2 characters"),
        ("short-xml", "shorter than 2 characters"),
        ("made-low", "less than 5"),
        ("soon-long", "longer than 3 characters"),
    ] {
        let error = find(case).await.expect_err(case);
        assert!(error.to_string().contains(fault), "{case}: {error}");
        if !case.starts_with("short") {
            continue;
        }
        // Lenient, they are taken as they come.
        Client::builder().base_url(url).build()?.xml().find_pet().case(case).await?;
    }
    Ok(())
}
